"""Between the look of a page and its action, others act: what was looked up before the lock holds
only where nobody has written in the log's book since."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent.withdrawal import withdraw_for
from stafett.logs import acting
from stafett.logs.access import Right
from stafett.logs.models import Log
from stafett.municipality.models import Position
from stafett.people.models import Guardianship, Person
from stafett.plan import actions as plan
from stafett.plan.models import Comment
from stafett.plan.things import measure_seen
from tests import clients
from tests import world as w

pytestmark = pytest.mark.django_db
AtOnce = Callable[..., list[Any]]


def in_a_request(person: Person) -> Person:
    """Somebody who asks for a page: what is looked up is remembered until something changes."""
    same = Person.objects.using("owner").get(pk=person.pk)
    same.found = {}
    return same


def lets_out(world: w.World, log: Log) -> Callable[[], None]:
    """Marte no longer lets Sunniva in."""

    def withdraws() -> None:
        with acting_as(world.marte.pk):
            withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=w.now())

    return withdraws


@pytest.mark.requirement("H6")
def test_who_is_let_out_between_the_look_and_the_lock_is_refused(
    world: w.World, log: Log, at_once: AtOnce
) -> None:
    sunniva = in_a_request(world.sunniva)
    with acting_as(sunniva.pk):
        before = w.stand(sunniva, log)
        assert at_once(lets_out(world, log)) == [None]
        with pytest.raises(Http404):
            acting.begin(before, Right.WRITE)


def test_whoever_waited_for_the_lock_looks_again(
    world: w.World, log: Log, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is let out while the own form is on its way finds no log, but the own words."""
    measure, *_others = w.agree_plan(world, log)
    client: Client = clients.signed_in(world.sunniva, world.eikvag)
    lock = acting.lock

    def waits(log_id: Any) -> Log:
        monkeypatch.setattr(acting, "lock", lock)
        assert at_once(lets_out(world, log)) == [None]
        return lock(log_id)

    monkeypatch.setattr(acting, "lock", waits)
    answer = client.post(f"/logg/{log.pk}/tiltak/{measure}/", {"text": "Det jeg skrev."})
    assert answer.status_code == 404
    assert "Det jeg skrev." in answer.content.decode()
    assert not Comment.objects.using("owner").filter(log=log).exists()


def position_ends(world: w.World) -> None:
    """Sunniva's, by her leader, who writes it in the municipality's book."""
    position = Position.objects.using("owner").filter(pk=world.positions["sunniva"].pk)
    position.update(until=timezone.localdate(), ended_at=timezone.now())


def responsibility_ends(world: w.World) -> None:
    """Anders's, as the population register says it in another log."""
    ties = Guardianship.objects.using("owner").filter(guardian=world.anders)
    ties.update(responsibility=False)


@pytest.mark.requirement("H6")
@pytest.mark.parametrize(
    ("name", "loses"), [("sunniva", position_ends), ("anders", responsibility_ends)]
)
def test_who_loses_the_right_outside_the_logs_book_is_no_error(
    world: w.World,
    log: Log,
    at_once: AtOnce,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    loses: Callable[[w.World], None],
) -> None:
    """The database alone knows of it, and would refuse what is written with an error."""
    measure, *_others = w.agree_plan(world, log)
    client: Client = clients.signed_in(world.people[name], world.eikvag)
    lock = acting.lock

    def waits(log_id: Any) -> Log:
        assert at_once(lambda: loses(world)) == [None]
        return lock(log_id)

    monkeypatch.setattr(acting, "lock", waits)
    answer = client.post(f"/logg/{log.pk}/tiltak/{measure}/", {"text": "Det jeg skrev."})
    assert answer.status_code == 404
    assert "Det jeg skrev." in answer.content.decode()
    assert not Comment.objects.using("owner").filter(log=log).exists()


def test_what_another_has_changed_is_read_again(world: w.World, log: Log, at_once: AtOnce) -> None:
    """A measure that this request has read is ended by another: it is not evaluated once more."""
    measure, *_others = w.agree_plan(world, log)

    def ends() -> None:
        with acting_as(world.kari.pk):
            plan.evaluate(
                w.stand(world.kari, log),
                measure,
                result="worked",
                why="Det gikk.",
                next_step="end",
                at=w.now(),
            )

    sunniva = in_a_request(world.sunniva)
    with acting_as(sunniva.pk):
        by = w.stand(sunniva, log)
        seen = measure_seen(by, measure)
        assert seen is not None
        assert seen.ended_at is None
        assert at_once(ends) == [None]
        with pytest.raises(Refused, match="avsluttet"):
            plan.evaluate(by, measure, result="not", why="Nei.", next_step="go_on", at=w.now())


def test_where_nobody_has_written_the_wall_alone_is_asked_again(world: w.World, log: Log) -> None:
    sunniva = in_a_request(world.sunniva)
    with acting_as(sunniva.pk):
        before = w.stand(sunniva, log)
        with CaptureQueriesContext(connection) as asked:
            _log, now = acting.begin(before, Right.WRITE)
            acting.begin(before, Right.WRITE)
        assert len(asked) == 2  # the lock, and whether one is still let in
        assert now is before
        acting.note(_log, "plan.commented", {"who": "Sunniva"}, at=w.now(), by=now)
        with CaptureQueriesContext(connection) as asked:
            _log, now = acting.begin(before, Right.WRITE)
        assert len(asked) > 2
        assert now is not before


def test_one_thing_is_asked_for_once_and_each_gets_an_own(world: w.World, log: Log) -> None:
    measure, *_others = w.agree_plan(world, log)
    sunniva = in_a_request(world.sunniva)
    with acting_as(sunniva.pk):
        by = w.stand(sunniva, log)
        first = measure_seen(by, measure)
        with CaptureQueriesContext(connection) as asked:
            second = measure_seen(by, measure)
        assert len(asked) == 0
        assert first is not None
        assert second is not None
        first.title = "Noe annet"
        assert second.title != first.title


def test_what_a_page_says_next_is_kept_with_what_it_did(world: w.World, log: Log) -> None:
    """«Your comment is saved» and the comment: both, or neither, and once written to disk."""
    measure, *_others = w.agree_plan(world, log)
    client: Client = clients.signed_in(world.sunniva, world.eikvag)
    address = f"/logg/{log.pk}/tiltak/{measure}/"
    inside: list[bool] = []

    def listens(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "keep_session" in sql:
            inside.append(connection.in_atomic_block)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listens):
        assert client.post(address, {"text": "Det jeg skrev."}).status_code == 302
    assert inside == [True]
    assert "Kommentaren din er lagret" in client.get(address).content.decode()
    assert "Kommentaren din er lagret" not in client.get(address).content.decode()
