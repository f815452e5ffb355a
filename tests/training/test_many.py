"""Many fictional logs at once: whole books, and each seen by its own people alone."""

from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.verify import faults
from stafett.book.wall import acting_as
from stafett.logs.models import Admission, Leg, Log
from stafett.municipality.models import Municipality
from stafett.plan.models import Measure
from stafett.training.many import making
from stafett.training.many.chains import COLUMNS
from stafett.training.many.pouring import Poured
from stafett.training.many.reading import Patterns, read
from tests import world as w
from tests.clients import signed_in
from tests.training.as_owner import as_owner

pytestmark = pytest.mark.django_db
LOGS = 20
SWITCHED_OFF = "SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'"
FOREIGN_KEYS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"


def ask(question: str) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


class Kept(Poured):
    """Keeps what would be poured."""

    def flush(self) -> None:
        """Nothing goes anywhere."""


def grown(patterns: Patterns, seed: int) -> dict[str, list[str]]:
    kept = Kept({**patterns.columns, **COLUMNS})
    making.grow(patterns, kept, LOGS, seed, lambda number: None)
    return kept.waiting


@pytest.mark.requirement("S3")
def test_the_many_are_whole_and_each_is_its_own_peoples_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = ask(FOREIGN_KEYS)
    with as_owner():
        patterns = read(timezone.now())
        assert not Municipality.objects.exists()  # of the patterns nothing is left
        assert grown(patterns, 1) == grown(patterns, 1)
        assert grown(patterns, 1) != grown(patterns, 2)
        monkeypatch.setattr(making, "read", lambda at, shares: patterns)
        making.make_logs(LOGS, 1, at=timezone.now(), done=lambda number: None)
        assert list(faults()) == []
    assert ask(FOREIGN_KEYS) == before
    assert ask(SWITCHED_OFF) == [(0,)]
    logs = list(Log.objects.using("owner").exclude(opened_at=None).filter(closed_at=None))
    assert 15 < len(logs) <= LOGS
    guardians = {let_in(log, "guardian") for log in logs}
    assert len(guardians) == len(logs)
    _guardians_see_their_own(logs[0], logs[1])
    _holders_see_their_own(logs[0])


def let_in(log: Log, role: str) -> UUID:
    found = Admission.objects.using("owner").filter(log=log, role=role, ended_at=None)
    return found.order_by("person__given_name", "person").values_list("person", flat=True)[0]


def _guardians_see_their_own(log: Log, other: Log) -> None:
    person = let_in(log, "guardian")
    with acting_as(person):
        assert [each.pk for each in Log.objects.all()] == [log.pk]
        assert Entry.objects.count() == Entry.objects.filter(book=log.pk).count() > 3
        assert set(Measure.objects.values_list("log", flat=True)) <= {log.pk}
    client = signed_in(person, log.municipality)
    assert client.get(reverse("log", args=[log.pk])).status_code == 200
    assert client.get(reverse("log", args=[other.pk])).status_code == 404
    assert str(log.owner) in client.get(reverse("my_page")).content.decode()


def _holders_see_their_own(log: Log) -> None:
    leg = Leg.objects.using("owner").filter(log=log, ended_at=None).get()
    mine = Admission.objects.using("owner").filter(person=leg.holder_id, ended_at=None)
    with acting_as(leg.holder_id):
        seen = set(Log.objects.values_list("pk", flat=True))
    assert log.pk in seen
    assert seen <= set(mine.values_list("log", flat=True))
    client = signed_in(leg.holder_id, log.municipality)
    assert client.get(reverse("log", args=[log.pk])).status_code == 200


@override_settings(TRAINING=True)
def test_nothing_is_made_beside_a_real_municipality() -> None:
    w.found_town("Eikvåg kommune", "national", training=False)
    with pytest.raises(CommandError, match="real municipality"):
        call_command("make_logs", "--logs=1")
    assert not Log.objects.using("owner").exists()
