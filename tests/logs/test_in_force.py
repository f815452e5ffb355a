"""When an admission lets somebody in: each condition alone, in the rules and in the wall at once.

A case changes rows of an open log as the database's owner, and asks both whether the person is
still let in. Each is undone again. `GIVEN` was in the past, so that "since" can be tried.
"""

import pytest
from django.db import connections, transaction
from django.http import Http404

from stafett.book.wall import acting_as
from stafett.logs import access
from stafett.logs.access import Right
from stafett.logs.models import Admission, Log
from tests import world as w

pytestmark = pytest.mark.django_db
TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
GIVEN = f"UPDATE logs_admission SET from_at = now() - interval '30 days', until = {TODAY} + 90"


def admission(change: str) -> str:
    return f"UPDATE logs_admission SET {change} WHERE person_id = %(person)s"


def position(change: str) -> str:
    return f"UPDATE municipality_position SET {change} WHERE person_id = %(person)s"


def tie(change: str) -> str:
    return f"UPDATE people_guardianship SET {change} WHERE guardian_id = %(person)s"


NO_POSITION = "DELETE FROM municipality_position WHERE person_id = %(person)s"
OTHER_UNIT = position("unit_id = %(elsewhere)s")
NO_TIE = "DELETE FROM people_guardianship WHERE guardian_id = %(person)s"
OTHER_CHILD = tie("child_id = %(other_child)s")
ENDED = admission("ended_at = now()")
LAST_DAY_IS_TODAY = admission(f"until = {TODAY}")
LAST_DAY_WAS_YESTERDAY = admission(f"until = {TODAY} - 1")
NO_LAST_DAY = admission("until = NULL")
STARTER, ASKED = admission("role = 'starter'"), admission("role = 'asked'")
LOST = tie("responsibility = false")
HAS_LEFT = position("ended_at = now()")
WORKED_UNTIL_YESTERDAY = position(f"until = {TODAY} - 1")
WORKS_TODAY = position(f"until = {TODAY}")
BEGINS_TOMORROW = position(f"from_date = {TODAY} + 1")
LET_IN_ON = (
    "(SELECT (max(from_at) AT TIME ZONE 'Europe/Oslo')::date FROM logs_admission"
    " WHERE person_id = %(person)s)"
)
CAME_BACK = position(f"from_date = {LET_IN_ON} + 1")
CAME_THAT_DAY = position(f"from_date = {LET_IN_ON}")

# Who, what has happened, and whether the person is in.
CASES = [
    ("sunniva", (), True),
    ("sunniva", (ENDED,), False),
    ("sunniva", (LAST_DAY_IS_TODAY,), True),
    ("sunniva", (LAST_DAY_WAS_YESTERDAY,), False),
    ("sunniva", (NO_LAST_DAY,), True),
    ("sunniva", (NO_POSITION,), False),
    ("sunniva", (OTHER_UNIT,), False),
    ("sunniva", (HAS_LEFT,), False),
    ("sunniva", (WORKED_UNTIL_YESTERDAY,), False),
    ("sunniva", (WORKS_TODAY,), True),
    ("sunniva", (BEGINS_TOMORROW,), False),
    ("sunniva", (CAME_BACK,), False),
    ("sunniva", (CAME_THAT_DAY,), True),
    ("sunniva", (STARTER,), True),
    ("sunniva", (STARTER, HAS_LEFT), False),
    ("kari", (HAS_LEFT,), False),  # the baton that lies in the hand lets nobody in
    ("marte", (), True),
    ("marte", (ENDED,), False),
    ("marte", (LAST_DAY_IS_TODAY,), True),
    ("marte", (LAST_DAY_WAS_YESTERDAY,), False),
    ("marte", (NO_LAST_DAY,), True),
    ("marte", (LOST,), False),
    ("marte", (NO_TIE,), False),
    ("marte", (OTHER_CHILD,), False),
    ("marte", (ASKED,), True),
    ("marte", (ASKED, LOST), False),
    ("elias", (), True),
    ("elias", (ENDED,), False),
    ("elias", (ASKED,), True),  # the owner has no guardian's tie, and needs none
    ("bjorg", (), False),
    ("henrik", (), False),
    ("nils", (), False),
]


@pytest.mark.requirement("H1", "H6", "G18", "C7", "C9")
def test_each_condition_of_being_let_in(world: w.World, log: Log) -> None:
    wrong = []
    for name, changes, wanted in CASES:
        found = both_walls(world, log, name, changes)
        if found != (wanted, wanted):
            wrong.append(f"{name} {changes}: rules and wall say {found}")
    assert not wrong, "\n".join(wrong)


def both_walls(world: w.World, log: Log, name: str, changes: tuple[str, ...]) -> tuple[bool, bool]:
    told = {
        "person": world.people[name].pk,
        "elsewhere": world.ppt.pk,
        "other_child": world.nora.pk,
    }
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE logs_admission DISABLE TRIGGER USER")
        cursor.execute(GIVEN)
        for change in changes:
            cursor.execute(change, told)
        rules = Admission.objects.using("owner").filter(
            access.in_force(), log=log.pk, person=world.people[name].pk
        )
        cursor.execute("SELECT set_config('stafett.person', %s, true)", [str(told["person"])])
        cursor.execute("SELECT %s IN (SELECT my_logs())", [log.pk])
        found = rules.exists(), cursor.fetchone()[0]
        transaction.set_rollback(True, using="owner")
    return found


@pytest.mark.requirement("H1", "C5", "C7", "C9", "C1")
def test_the_place_of_each_in_an_open_log(world: w.World, log: Log) -> None:
    """Nobody, a stranger and the offices have none; the holder alone coordinates."""
    assert access.standing(None, log.pk) is None
    wanted = {
        "kari": ("holder", True, False),
        "sunniva": ("participant", False, False),
        "marte": ("guardian", False, True),
        "elias": ("owner", False, True),
    }
    for name, (role, holds, of_family) in wanted.items():
        with acting_as(world.people[name].pk):
            place = w.stand(world.people[name], log)
        assert (place.role, place.is_holder, place.of_family) == (role, holds, of_family)
        assert place.may(Right.COORDINATE) == holds
        assert place.may(Right.READ)
        assert not place.may(Right.PREPARE)
        assert not place.may(Right.OVERSEE)
    for name in ("bjorg", "henrik", "nils", "tor", "liv"):
        with acting_as(world.people[name].pk):
            assert access.standing(world.people[name], log.pk) is None


@pytest.mark.requirement("H1", "C7", "C9")
def test_what_is_required_is_had_or_there_is_nothing(world: w.World, log: Log) -> None:
    for name in ("kari", "sunniva", "marte", "elias", "bjorg", "henrik", "liv"):
        person = world.people[name]
        with acting_as(person.pk):
            place = access.standing(person, log.pk)
            for right in Right:
                if place is not None and place.may(right):
                    assert access.require(person, log.pk, right).rights == place.rights
                else:
                    with pytest.raises(Http404):
                        access.require(person, log.pk, right)
