"""What the dates do: drafts that came to nothing go, consents lapse (a simulated calendar)."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from stafett.book.models import Book, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.consent import daily
from stafett.consent.models import Consent
from stafett.logs import access
from stafett.logs.models import Log
from tests import world as w
from tests.logins import as_worker

pytestmark = pytest.mark.django_db


def later(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def run(days: int) -> None:
    """The daily job as the worker, so many days from now."""
    with as_worker():
        daily.run(later(days))


def exists(log: Log) -> bool:
    return Log.objects.using("owner").filter(pk=log.pk).exists()


@pytest.mark.requirement("J7")
def test_a_draft_is_kept_for_the_policys_days_and_then_deleted_whole(world: w.World) -> None:
    log = w.start_draft(world)
    w.ask_consent(world, log, named=("kari", "sunniva"))
    run(30)
    assert exists(log)
    run(31)
    assert not exists(log)
    assert not Entry.objects.using("owner").filter(book=log.pk).exists()
    assert not Book.objects.using("owner").filter(pk=log.pk).exists()
    w.start_draft(world)  # the child can have another


def test_a_refused_draft_is_deleted_after_a_week(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    w.answer(world, version, "marte", says_yes=False)
    run(7)
    assert exists(log)
    run(8)
    assert not exists(log)


def test_an_open_log_is_never_discarded(world: w.World) -> None:
    log = w.open_log(world)
    run(40)
    assert exists(log)
    with as_worker():
        assert not daily.discard_draft(log.pk)


def test_only_the_starter_discards_by_hand(world: w.World) -> None:
    log = w.start_draft(world)
    with acting_as(world.sunniva.pk):
        assert not daily.discard_draft(log.pk)
    with acting_as(world.kari.pk):
        assert daily.discard_draft(log.pk)
    assert not exists(log)


def test_nobody_deletes_a_draft_in_pieces(world: w.World) -> None:
    log = w.start_draft(world)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        acting_as(world.kari.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM book_entry WHERE book_id = %s", [log.pk])


def test_a_consent_lapses_and_everyone_but_the_family_goes(world: w.World) -> None:
    log = w.open_log(world)
    consent = Consent.objects.using("owner").get(log=log)
    assert consent.lapses_on
    day = (consent.lapses_on - timezone.localdate()).days
    run(day - 1)
    assert sees(world, "kari", log)
    run(day)
    run(day)  # twice is as once
    assert not sees(world, "kari", log)
    assert not sees(world, "sunniva", log)
    assert sees(world, "marte", log)
    verbs = Entry.objects.using("owner").filter(book=log.pk).values_list("verb", flat=True)
    assert list(verbs.order_by("number"))[-1] == "logs.lapsed"
    assert list(verbs).count("logs.lapsed") == 1
    with as_worker():
        assert not list(faults_in(Book.objects.get(pk=log.pk)))


def sees(world: w.World, name: str, log: Log) -> bool:
    person = world.people[name]
    with acting_as(person.pk):
        return access.standing(person, log.pk) is not None


def test_a_policy_without_a_limit_lets_nothing_lapse() -> None:
    world = w.make_world("sogndal")
    log = w.open_log(world)
    run(4000)
    assert exists(log)
    assert Log.objects.using("owner").get(pk=log.pk).state == "open"
