"""The history's page tells the book as it stands, to those who may read it."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.logs.models import Admission, Log
from stafett.overview import entries
from stafett.plan import actions as plan
from tests import world as w
from tests.overview.reading import client_of
from tests.overview.whole_life import whole_life

pytestmark = pytest.mark.django_db
STAFETT = Path(__file__).parents[2] / "stafett"
VERB = re.compile(r'"((?:logs|consent|plan)\.[a-z_]+)"')
LANGUAGES = ("nb", "nn", "en")


def page_of(world: w.World, name: str, log: Log, query: str = "") -> str:
    answer = client_of(world, name).get(f"/logg/{log.pk}/historie/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole life stands on one page, however much has come into it."""
    monkeypatch.setattr(entries, "ON_A_PAGE", 500)


@pytest.mark.usefixtures("on_one_page")
def test_the_page_tells_newest_first_by_day_with_the_race_marked(world: w.World) -> None:
    log = whole_life(world)
    page = page_of(world, "marte", log)
    assert page.index("avsluttet loggen") < page.index("begynte på et utkast")
    assert "I dag, " in page
    assert "Går bra" in page
    assert "Takk." in page
    for words in (
        "sa nei til stafettpinnen",
        "trakk tilbake spørsmålet",
        "sa ja til stafettpinnen",
    ):
        before = page[: page.index(words)]
        assert before.rindex('class="is-baton"') > before.rindex("<li id=") - 1
    assert page.count("<li id=") == Entry.objects.using("owner").filter(book_id=log.pk).count()


@pytest.mark.usefixtures("on_one_page")
def test_one_can_ask_for_one_kind_alone(world: w.World) -> None:
    log = whole_life(world)
    baton = page_of(world, "marte", log, "?vis=stafettpinnen")
    assert baton.count('class="is-baton"') == baton.count("<li id=") == 13
    assert "Anders Berg" not in baton
    of_the_plan = Entry.objects.using("owner").filter(book_id=log.pk, verb__startswith="plan.")
    planned = page_of(world, "marte", log, "?vis=planen").count("<li id=")
    assert planned == of_the_plan.count() >= 10
    everything = page_of(world, "marte", log).count("<li id=")
    assert page_of(world, "marte", log, "?vis=hei&til=%F0%9F%98%80").count("<li id=") == everything


def test_fifty_entries_a_page_and_none_is_lost(world: w.World) -> None:
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1)
    with acting_as(world.kari.pk):
        for number in range(110):
            plan.comment(
                w.stand(world.kari, log), measure_id=measure, text=f"K{number}.", at=w.now()
            )
    total = Entry.objects.using("owner").filter(book_id=log.pk).count()
    seen: list[str] = []
    query, pages = "", []
    while True:
        page = page_of(world, "marte", log, query)
        numbers = re.findall(r'<li id="nr-(\d+)"', page)
        assert len(numbers) <= 50
        seen += numbers
        pages.append(numbers)
        older = re.search(r'href="(\?til=\d+)">Eldre', page)
        if not older:
            break
        query = older[1]
    assert [int(number) for number in seen] == list(range(total, 0, -1))
    newer = re.search(r'href="(\?(?:til=\d+)?)">Nyere', page)
    assert newer
    assert re.findall(r'<li id="nr-(\d+)"', page_of(world, "marte", log, newer[1]))[-1] == str(
        int(pages[-1][0]) + 1
    )


@pytest.mark.parametrize("query", ["?til=0", "?til=-1", "?til=99999999999999", "?til=x", "?til=²"])
def test_a_place_that_is_none_is_the_newest(world: w.World, query: str) -> None:
    log = w.open_log(world)
    assert page_of(world, "marte", log, query).count("<li id=") > 5


def test_what_the_law_erased_is_told_as_erased(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=1)
    Content.objects.using("owner").filter(book_id=log.pk, data__has_key="goal").update(
        data=None, salt=None
    )
    page = page_of(world, "marte", log)
    assert page.count("Innholdet er slettet etter loven.") == 2
    assert "Elias går på skolen." not in page


def test_who_sees_the_plan_alone_is_not_told_who_said_yes(world: w.World) -> None:
    log = w.open_log(world)
    assert "Anders Berg" in page_of(world, "sunniva", log)
    Admission.objects.using("owner").filter(log_id=log.pk, person=world.sunniva).update(sees="plan")
    for query in ("", "?vis=samtykket"):
        page = page_of(world, "sunniva", log, query)
        assert "Anders Berg" not in page
        assert 'href="?vis=samtykket"' not in page
    assert "har stafettpinnen" in page_of(world, "sunniva", log)


def test_who_may_not_finds_what_a_log_that_is_none_gives(world: w.World) -> None:
    log = w.open_log(world)
    for name in ("tor", "bjorg", "nils", "hanne", "henrik"):
        client = client_of(world, name)
        here = client.get(f"/logg/{log.pk}/historie/")
        nowhere = client.get(f"/logg/{uuid4()}/historie/")
        assert here.status_code == nowhere.status_code == 404
        assert here.content == nowhere.content
    assert client_of(world, "marte").post(f"/logg/{log.pk}/historie/").status_code == 405


def test_a_closed_log_is_read_by_the_family_alone(world: w.World) -> None:
    log = whole_life(world)
    assert "avsluttet loggen" in page_of(world, "elias", log)
    assert client_of(world, "kari").get(f"/logg/{log.pk}/historie/").status_code == 404


def test_a_hundred_entries_ask_no_more_questions_than_ten(
    world: w.World, django_assert_max_num_queries: Any
) -> None:
    log = w.open_log(world)
    client = client_of(world, "marte")
    client.get(f"/logg/{log.pk}/historie/")
    with django_assert_max_num_queries(13) as few:  # one of them: all that is hidden from her
        client.get(f"/logg/{log.pk}/historie/")
    w.agree_plan(world, log, measures=90)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"/logg/{log.pk}/historie/")
