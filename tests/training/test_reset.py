"""The training municipality made anew: nothing of the old is left, nothing of a real one goes."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from stafett.book.verify import faults
from stafett.identity.models import TrainingAccount
from stafett.logs.models import Log
from stafett.municipality.models import Municipality
from stafett.training import emptying, jobs, reset, tables
from stafett.training.demonstration import TELLERS, play
from stafett.training.making import make
from stafett.training.rhythm import next_time
from tests import world as w
from tests.training.as_owner import as_owner
from tests.walls import full

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S3")]
BEFORE = timedelta(days=15)


def made(ago: timedelta = BEFORE) -> None:
    at = timezone.now() - ago
    make(day=timezone.localdate(at), at=at, tell=lambda what: None, using="owner")


def again(*, only_if_due: bool = False) -> bool:
    with as_owner():
        return reset.reset(at=timezone.now(), tell=lambda what: None, only_if_due=only_if_due)


def rows() -> dict[str, list[str]]:
    """Every row of every table that keeps something, as text."""
    kept: dict[str, list[str]] = {}
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND relname !~ '^(django_|procrastinate_)'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            if found := [row for (row,) in cursor.fetchall()]:
                kept[table] = found
    return kept


def take_out(towns: list[UUID]) -> None:
    with as_owner(), transaction.atomic():
        known = tables.read()
        emptying.take_out(emptying.find(towns, known), known)


def test_of_a_town_nothing_is_left_in_any_table() -> None:
    world = w.make_world()
    log = w.open_log(world)
    full.fill(world, log)
    take_out([world.eikvag.pk, world.nordvik.pk])
    left = rows()
    # Those whom nothing named: two families that were told of and have no log.
    assert set(left) == {"people_family", "people_guardianship", "people_person"}
    assert len(left["people_person"]) == 4


def test_a_real_town_beside_it_is_untouched_to_the_last_row() -> None:
    world = w.make_world()
    full.fill(world, w.open_log(world))
    Municipality.objects.using("owner").update(training=False)
    before = rows()
    made(timedelta(0))  # on the same day, when everybody has the same number as before
    play(timezone.localdate())
    assert again()
    new = Municipality.objects.filter(training=True)
    assert Log.objects.using("owner").filter(municipality__in=new).count() == len(TELLERS)
    with as_owner():
        assert list(faults()) == []
    take_out([town.pk for town in new])
    after = rows()
    after.pop("training_making")
    assert after == before


@pytest.fixture
def no_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people alone, which is quicker."""
    monkeypatch.setattr(reset, "play", lambda day: 0)


def kari() -> TrainingAccount:
    return TrainingAccount.objects.get(username="demo1")


@pytest.mark.usefixtures("no_logs")
def test_who_was_signed_in_is_told_why_not_any_longer(client: Client) -> None:
    made()
    client.post("/logg-inn/som/", {"account": kari().pk})
    assert client.get("/min-side/").status_code == 200
    again()
    answer = client.get("/min-side/")
    assert answer.status_code == 410
    assert "laget på nytt" in answer.content.decode()
    assert client.get("/min-side/").status_code == 302  # a visitor now, as any other
    client.post("/logg-inn/som/", {"account": kari().pk})
    assert client.get("/min-side/").status_code == 200


@pytest.mark.usefixtures("no_logs")
def test_in_the_middle_of_a_request_it_is_a_sentence_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    client.post("/logg-inn/som/", {"account": kari().pk})
    client.raise_request_exception = False

    def falls_away(*args: Any, **more: Any) -> None:
        Municipality.objects.using("owner").filter(training=True).update(name="Gamle")
        raise RuntimeError("what it asked for is no more")

    monkeypatch.setattr("stafett.training.middleware._is_gone", lambda then: True)
    monkeypatch.setattr("stafett.overview.my_page.render", falls_away)
    answer = client.get("/min-side/")
    assert answer.status_code == 410
    assert "laget på nytt" in answer.content.decode()


@pytest.mark.usefixtures("no_logs")
def test_every_fourteen_days_and_not_before() -> None:
    made(timedelta(days=13))
    first = kari().person_id
    assert not again(only_if_due=True)
    assert kari().person_id == first
    Municipality.objects.using("owner").update(anew_at=timezone.now())
    assert again(only_if_due=True)
    assert kari().person_id != first
    assert not again(only_if_due=True)  # the second of two workers
    assert again()  # somebody asked for it


def test_it_is_at_night_fourteen_days_on() -> None:
    at = datetime.fromisoformat("2026-11-22T14:30:00+01:00")
    assert next_time(at) == datetime.fromisoformat("2026-12-06T03:00:00+01:00")


def test_the_worker_starts_it_with_the_owners_login_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    started: list[dict[str, Any]] = []
    monkeypatch.setattr("subprocess.run", lambda words, **how: started.append(how))
    monkeypatch.setenv("STAFETT_WORKER_DATABASE_URL", "postgresql://worker")
    monkeypatch.delenv("STAFETT_TRAINING_DATABASE_URL", raising=False)
    jobs.run(0)
    assert started == []
    monkeypatch.setenv("STAFETT_TRAINING_DATABASE_URL", "postgresql://owner")
    jobs.run(0)
    (how,) = started
    assert how["env"]["STAFETT_DATABASE_URL"] == "postgresql://owner"
    assert "STAFETT_WORKER_DATABASE_URL" not in how["env"]
    Municipality.objects.using("owner").update(anew_at=timezone.now() + timedelta(days=1))
    jobs.run(0)
    assert len(started) == 1


@pytest.mark.usefixtures("no_logs")
def test_every_page_says_when(client: Client) -> None:
    made(timedelta(0))
    page = client.get("/").content.decode()
    assert "Lages på nytt om 2 uker" in page
    assert "kl. 3" in page


def test_people_who_cannot_be_parted_from_a_real_town_stay() -> None:
    made()
    real = Municipality.objects.using("owner").get(name="Nordvik kommune")
    Municipality.objects.using("owner").filter(pk=real.pk).update(training=False)
    selma = TrainingAccount.objects.get(name="Anette Haugland").person_id
    take_out([Municipality.objects.get(name="Eikvåg kommune").pk])
    assert {account.municipality_id for account in TrainingAccount.objects.all()} == {real.pk}
    assert TrainingAccount.objects.filter(person_id=selma).exists()
