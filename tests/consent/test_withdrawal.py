"""A consent taken back bites at once, whole or for one person (G18–G20, D35)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.consent.models import Consent
from stafett.logs import access
from stafett.logs.models import Leg, Log
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G18")]


def sees(world: w.World, name: str, log: Log) -> bool:
    person = world.people[name]
    with acting_as(person.pk):
        return access.standing(person, log.pk) is not None


def withdraw(world: w.World, name: str, log: Log) -> None:
    person = world.people[name]
    with acting_as(person.pk):
        withdrawal.withdraw(w.stand(person, log), at=timezone.now())


def test_one_signer_ends_everyones_access_but_the_familys(world: w.World) -> None:
    log = w.open_log(world)
    withdraw(world, "anders", log)
    assert not any(sees(world, name, log) for name in ("kari", "sunniva", "ragnhild"))
    assert all(sees(world, name, log) for name in ("marte", "anders", "elias"))
    with acting_as(world.marte.pk):
        closed = Log.objects.get(pk=log.pk)
        assert closed.state == "closed"
        assert Consent.objects.get(log=log).end == "withdrawn"
        assert not Leg.objects.filter(log=log, ended_at=None).exists()
        verbs = list(Entry.objects.filter(book=log.pk).values_list("verb", flat=True))
        assert verbs[-2:] == ["consent.withdrawn", "logs.closed"]
        assert not list(faults_in(Book.objects.get(pk=log.pk)))


def test_only_one_who_signed_withdraws(world: w.World) -> None:
    log = w.open_log(world)
    for name in ("kari", "elias"):
        with pytest.raises(Refused):
            withdraw(world, name, log)
    assert sees(world, "kari", log)


def test_a_withdrawn_consent_is_not_withdrawn_twice(world: w.World) -> None:
    log = w.open_log(world)
    withdraw(world, "marte", log)
    with pytest.raises(Conflict):
        withdraw(world, "anders", log)


def test_one_person_is_taken_out_and_does_not_come_back_unasked(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=timezone.now())
    assert not sees(world, "sunniva", log)
    assert sees(world, "ragnhild", log)
    with acting_as(world.kari.pk):
        w.consent.prepare(
            w.stand(world.kari, log),
            scopes=["participants"],
            purpose="",
            kept_out="",
            at=timezone.now(),
        )
        copied = Consent.objects.get(log=log, asked_at=None)
        assert {each.person_id for each in copied.named.all()} == {
            world.kari.pk,
            world.ragnhild.pk,
        }


def test_the_holder_is_not_taken_out_alone(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.marte.pk), pytest.raises(Refused, match=r"baton|stafettpinnen"):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.kari.pk, at=timezone.now())
    assert sees(world, "kari", log)


@pytest.mark.requirement("G19")
def test_word_of_mouth_is_enough_when_a_professional_records_it(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.sunniva.pk):
        withdrawal.record_withdrawal(
            w.stand(world.sunniva, log), world.marte.pk, how="oral", at=timezone.now()
        )
    assert not sees(world, "sunniva", log)
    with acting_as(world.marte.pk):
        told = Entry.objects.get(book=log.pk, verb="consent.withdrawal_recorded")
        assert told.actor_id == world.sunniva.pk


def test_the_family_does_not_record_it_for_each_other(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.marte.pk), pytest.raises(Refused):
        withdrawal.record_withdrawal(
            w.stand(world.marte, log), world.anders.pk, how="oral", at=timezone.now()
        )


def test_who_reads_while_it_happens_sees_all_or_nothing(
    world: w.World, at_once: Callable[..., list[Any]]
) -> None:
    """A participant reads in a loop; no reading after the commit shows anything."""
    log = w.open_log(world)
    ended: list[bool] = []

    def read() -> list[tuple[bool, bool]]:
        seen = []
        for _ in range(200):
            over = bool(ended)
            with acting_as(world.sunniva.pk), connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM logs_log WHERE id = %s", [log.pk])
                seen.append((over, bool(cursor.fetchone()[0])))
            if over:
                break
        return seen

    def end() -> None:
        withdraw(world, "marte", log)
        ended.append(True)

    seen, failed = at_once(read, end)
    assert failed is None
    assert not any(visible for over, visible in seen if over)
    assert not sees(world, "sunniva", log)
    connections["default"].close()
