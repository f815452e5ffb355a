"""The page that tells the family who has looked in the log."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stafett.logs.models import Log, Reading
from stafett.people.models import LookUp
from tests import world as w
from tests.overview.reading import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H10")]


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


def looked(world: w.World, log: Log, name: str, *kinds: str, minutes_ago: int = 0) -> None:
    """Somebody looked at these, so long ago."""
    minute = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes_ago)
    role = "owner" if name == "elias" else "guardian" if name in ("marte", "anders") else "holder"
    service = "Eikvåg skole" if role == "holder" else ""
    for kind in kinds:
        who = world.people[name].pk
        w.save(
            Reading(
                log_id=log.pk,
                person_id=who,
                minute=minute,
                kind=kind,
                role=role,
                service=service,
            )
        )


def page_of(world: w.World, log: Log, name: str, query: str = "") -> str:
    answer = client_of(world, name).get(f"/logg/{log.pk}/innsyn/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def lines(page: str) -> list[str]:
    """The page's lines as they are read."""
    found = re.findall(r"<li><time[^>]*>(.*?)</li>", page, re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).strip() for line in found]


def test_one_line_a_person_and_minute_newest_first(world: w.World, log: Log) -> None:
    looked(world, log, "kari", "history", "plan", minutes_ago=3)
    looked(world, log, "anders", "log", minutes_ago=2)
    looked(world, log, "kari", "log", minutes_ago=1)
    told = [line.split(" ", 2)[2] for line in lines(page_of(world, log, "marte"))]
    assert told == [
        "Kari Nesheim, Eikvåg skole , så på forsiden av loggen.",
        "Anders Berg, far , så på forsiden av loggen.",
        "Kari Nesheim, Eikvåg skole , så på planen og det som har skjedd.",
    ]


def test_the_page_says_what_it_is_and_whom_to_tell(world: w.World, log: Log) -> None:
    page = page_of(world, log, "marte")
    assert "Har noen sett som ikke skulle ha sett?" in page
    assert "Bjorg Solheim" in page
    assert 'href="tel:01234501"' in page
    assert "Ingen andre har sett i loggen ennå." in page
    assert (
        f'href="/logg/{log.pk}/innsyn/"'
        in client_of(world, "marte").get(f"/logg/{log.pk}/").content.decode()
    )


def test_one_persons_looks_alone_and_ones_own_put_away(world: w.World, log: Log) -> None:
    for name in ("kari", "sunniva", "marte"):
        looked(world, log, name, "log", minutes_ago=9)
    everyone = page_of(world, log, "marte")
    assert len(lines(everyone)) == 2
    only = page_of(world, log, "marte", f"?hvem={world.sunniva.pk}")
    (line,) = lines(only)
    assert "Sunniva Aas" in line
    own = lines(page_of(world, log, "marte", f"?hvem={world.marte.pk}"))
    assert own[-1].endswith("Du så på forsiden av loggen.")
    for nobody in ("?hvem=x", f"?hvem={world.tor.pk}", "?side=x", "?side=-1", "?side=²"):
        assert len(lines(page_of(world, log, "marte", nobody))) == 2


def test_when_the_child_looks_is_told_the_child_alone(world: w.World, log: Log) -> None:
    looked(world, log, "elias", "log", minutes_ago=5)
    page = page_of(world, log, "marte")
    assert lines(page) == []
    assert f"?hvem={world.elias.pk}" not in page
    assert "Når Elias ser i loggen, er det bare Elias som får vite det." in page
    mine = lines(page_of(world, log, "elias", f"?hvem={world.elias.pk}"))
    assert mine[-1].endswith("Du så på forsiden av loggen.")


def test_professionals_see_that_it_is_there_and_their_own(world: w.World, log: Log) -> None:
    looked(world, log, "marte", "log", minutes_ago=5)
    looked(world, log, "sunniva", "log", minutes_ago=5)
    looked(world, log, "kari", "log", minutes_ago=5)
    for query in ("", f"?hvem={world.sunniva.pk}"):
        page = page_of(world, log, "kari", query)
        assert {line.split(" ", 2)[2].split()[0] for line in lines(page)} == {"Du"}
        assert "Familien ser alles linjer. Her er dine." in page
        assert "Marte Berg" not in page.split("<main")[1]


def test_fifty_a_page_by_the_same_number_of_questions(
    world: w.World, log: Log, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(world, "marte")
    client.get(f"/logg/{log.pk}/innsyn/")
    with django_assert_max_num_queries(15) as few:
        client.get(f"/logg/{log.pk}/innsyn/")
    for minutes in range(60):
        looked(world, log, "kari", "log", "plan", minutes_ago=minutes + 5)
        looked(world, log, "sunniva", "history", minutes_ago=minutes + 5)
    with django_assert_num_queries(len(few.captured_queries)):
        first = client.get(f"/logg/{log.pk}/innsyn/").content.decode()
    assert len(lines(first)) == 50
    pages = [lines(page_of(world, log, "marte", f"?side={page}")) for page in range(4)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert 'href="?side=1">Eldre' in first


def test_questions_to_the_population_register_are_told_the_family(world: w.World, log: Log) -> None:
    for by, ground in ((world.kari, "start_log"), (None, "renew_family"), (None, "renew_family")):
        w.save(
            LookUp(
                by_id=by.pk if by else None,
                subject_hash="0" * 64,
                subject_id=world.elias.pk,
                log_id=None,
                ground=ground,
                at=timezone.now(),
                found=True,
            )
        )
    page = page_of(world, log, "marte")
    folded = page.split("<details")[-1].split("</details>")[0]
    assert "Kari Nesheim" in folded
    assert "Stafett selv har spurt 2 ganger." in folded
    assert "Folkeregisteret" in folded
    assert "Folkeregisteret" not in page_of(world, log, "kari")
