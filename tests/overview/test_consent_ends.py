"""What my page and the log's page say of a consent that runs out or is taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import daily, withdrawal
from stafett.consent.models import Consent
from stafett.logs.models import Log
from stafett.overview.mine import my_logs
from stafett.overview.waiting import Waiting
from stafett.overview.what_waits import waiting_for
from tests import world as w
from tests.logins import as_worker
from tests.overview.reading import client_of, my_page_of

pytestmark = pytest.mark.django_db


def lapse_day(log: Log) -> date:
    day = Consent.objects.using("owner").get(log=log, activated_at__isnull=False).lapses_on
    assert day
    return day


def lapses(world: w.World, name: str, today: date) -> list[Waiting]:
    """What waits for this person of consents that run out."""
    person = world.people[name]
    with acting_as(person.pk):
        found = waiting_for(person, my_logs(person, today), today)
        return [each for each in found if each.kind == "lapse"]


def test_the_holder_is_told_thirty_days_before(world: w.World) -> None:
    log = w.open_log(world)
    last = lapse_day(log)
    assert lapses(world, "kari", last - timedelta(days=31)) == []
    (told,) = lapses(world, "kari", last - timedelta(days=30))
    assert told.address == f"/logg/{log.pk}/samtykke/"
    assert told.day == last
    for name in ("sunniva", "marte"):
        assert lapses(world, name, last) == []


def test_nothing_is_told_once_a_new_one_is_asked_for(world: w.World) -> None:
    log = w.open_log(world)
    last = lapse_day(log)
    w.ask_consent(world, log, scopes=("participants",))
    assert lapses(world, "kari", last) == []


def test_my_page_says_it_in_words(world: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stafett.overview.waiting_of_consent.LAPSES_WITHIN_DAYS", 400)
    w.open_log(world)
    page = my_page_of(world, "kari")
    assert "Samtykket for Elias går snart ut" in page
    assert "Snakk med familien, og be om et nytt i god tid." in page


def test_the_closed_page_after_a_withdrawal(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.anders.pk):
        withdrawal.withdraw(w.stand(world.anders, log), at=timezone.now())
    page = client_of(world, "marte").get(f"/logg/{log.pk}/").content.decode()
    assert "Samtykket ble trukket." in page
    assert f'href="/logg/{log.pk}/samtykke/trukket/"' in page
    assert "Si fra til Eikvåg skole." in page
    assert "None" not in page


def test_the_closed_page_after_the_consent_ran_out(world: w.World) -> None:
    log = w.open_log(world)
    with as_worker():
        daily.run(timezone.now() + timedelta(days=400))
    page = client_of(world, "marte").get(f"/logg/{log.pk}/").content.decode()
    assert "Samtykket gikk ut." in page
    assert "Et samtykke gjelder for en viss tid." in page
    assert "samtykke/trukket/" not in page
    assert "None" not in page
