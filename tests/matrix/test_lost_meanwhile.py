"""Every form of a log, sent by somebody who loses the right between the look and the lock by what
stands in no log's book: never an error, never «it is done»."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from stafett.book.wall import look_anew
from stafett.logs import acting
from tests import database
from tests.matrix.seats import SEATS, Town, build
from tests.matrix.sent import SENT
from tests.matrix.table import OF_A_LOG
from tests.matrix.test_matrix import NO_FORM, _undone_in_the_end, wanted
from tests.matrix.trying import Doors, undone

__all__ = ["_undone_in_the_end"]
pytestmark = pytest.mark.django_db
TAKES, NOT_FOUND = "w", 404


def elsewhere() -> psycopg.Connection[Any]:
    """Another connection, which may also give back what has ended."""
    other = database.session_server().superuser(connection.settings_dict["NAME"])
    other.execute("SET session_replication_role = replica")
    return other


def has(town: Town, name: str, has_it: bool, other: psycopg.Connection[Any]) -> None:
    """Whether somebody has the position, or the responsibility, by which one is let in."""
    if name in town.world.positions:
        ended = "NULL" if has_it else "now()"
        set_it = f"UPDATE municipality_position SET ended_at = {ended} WHERE person_id = %s"
    else:
        set_it = f"UPDATE people_guardianship SET responsibility = {has_it} WHERE guardian_id = %s"
    other.execute(set_it.encode(), [town.world.people[name].pk])


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.requirement("H6")
@pytest.mark.parametrize("seat", ["holder", "helper", "mother"])
def test_nobody_who_loses_the_right_meets_an_error(
    seat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, lock, other = build("open"), acting.lock, elsewhere()
    doors, name, troubles, sent_to = Doors(town), SEATS[seat], [], 0

    def losing(log_id: Any) -> Any:
        # In a test's long transaction the lock itself looks anew, so it is lost just after it.
        log = lock(log_id)
        has(town, name, False, other)
        look_anew()
        return log

    with other:
        for place, here, fields in forms_for(seat, doors):
            with undone(), monkeypatch.context() as patch:
                patch.setattr(acting, "lock", losing)
                status = doors.ask(seat, "POST", here, fields).answer.status_code
            has(town, name, True, other)
            sent_to += 1
            if status != NOT_FOUND:
                troubles.append(f"{place}: {status}")
    assert not troubles, troubles
    assert sent_to > 20


def forms_for(seat: str, doors: Doors) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each form that this person may send: where it is, and what is filled in."""
    for address in wanted():
        for form, grid in OF_A_LOG[address.name].forms.items():
            if grid.sending("open", seat) != TAKES:
                continue
            sent = SENT.get((address.name, form), NO_FORM)
            with doors.after(sent.first) as town:
                here = address.of(town.log.pk, town.numbers) + sent.query(town)
                yield f"{seat} at {address.name} {form}", here, sent.fields(town)
