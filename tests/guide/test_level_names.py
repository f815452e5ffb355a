"""What a municipality calls the levels in its guide stands wherever a log's level is named."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.guide import actions
from stafett.guide.rules import parse
from stafett.logs import levels
from stafett.logs.models import Log
from stafett.municipality.levels import level_name
from stafett.municipality.models import Municipality
from tests import sittings
from tests import world as w
from tests.archive.test_printed import told as printed_words
from tests.consent import pages as start
from tests.logins import as_worker
from tests.walls.sql import DENIED, refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B1", "B11")]
ClientOf = Callable[[str], Client]


@pytest.fixture
def log(world: w.World) -> Log:
    """Kari has the baton; Sunniva is of the same school, Ragnhild of the kindergarten."""
    return w.open_log(world)


def write(world: w.World, level: int, text: str, language: str = "nb") -> None:
    with acting_as(world.henrik.pk):
        actions.set_text(
            world.henrik, world.eikvag.pk, page=f"level-{level}", language=language, text=text,
            opened_at=10_000, at=w.now(),
        )  # fmt: skip


def number(world: w.World, level: int, letter: str) -> None:
    with acting_as(world.henrik.pk):
        actions.set_place(
            world.henrik, world.eikvag.pk, page=f"level-{level}", number=letter, hidden=False,
            opened_at=10_000, at=w.now(),
        )  # fmt: skip


def called(world: w.World, level: int, language: str = "nb") -> str:
    with translation.override(language):
        town = Municipality.objects.using("owner").get(pk=world.eikvag.pk)
        return str(level_name(town, level))


def change(world: w.World, log: Log, level: int) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        settled = levels.Settled("Flere må hjelpe.", [world.marte.pk], "stays")
        levels.change_level(place, level, settled, was=place.log.level, at=w.now())


def test_on_every_page_that_names_a_logs_level(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    number(world, 1, "A")
    number(world, 2, "B")
    write(world, 2, "# Flere tjenester sammen\n\nKort sagt.")
    kari = client_of("kari")

    def read(page: str, reader: Client = kari) -> str:
        return reader.get(page).content.decode()

    of_log = f"/logg/{log.pk}/"
    assert "Nivå A: tiltak i hverdagen" in read(of_log)
    change(world, log, 2)
    assert "Nivå B: Flere tjenester sammen" in read(of_log)
    page = read(f"{of_log}niva/")
    for words in (
        "Loggen er på nivå B",
        "Nivå B: Flere tjenester sammen",
        "Fra nivå A til nivå B",
        "Nivå A</label>",
    ):
        assert words in page, words
    assert "går fra nivå A til nivå B" in read(f"{of_log}historie/")
    assert "Tiltak på nivå A" in read(f"{of_log}ppt/")
    assert "Flest logger er på nivå B" in read("/enhet/", client_of("bjorg"))
    assert "NivåB:Flere" in printed_words(log)
    assert "nivå 1" not in page.lower()
    assert "nivå 2" not in page.lower()


def test_in_a_meeting_and_its_minutes(world: w.World, log: Log, client_of: ClientOf) -> None:
    number(world, 2, "B")
    number(world, 3, "C")
    meeting = sittings.call(world, log, leader="kari", writer="sunniva")
    kari, keys = client_of("kari"), [log.pk, meeting]
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        sittings.sitting.meet(place, meeting, [world.kari.pk], at=w.now())
    form = kari.get(reverse("meetings:sitting_way", args=keys)).content.decode()
    assert ">Nivå B<" in form
    assert ">Nivå C<" in form
    with acting_as(world.kari.pk):
        chosen = sittings.Chosen("level", "Mange.", 3, "", "stays")
        sittings.sitting.choose_way(w.stand(world.kari, log), meeting, chosen, at=w.now())
    sittings.read_out(world, log, meeting)
    minutes = kari.get(reverse("meetings:minutes", args=keys)).content.decode()
    assert "(nivå C)" in minutes
    assert "(nivåC)" in printed_words(log)


def test_where_a_log_is_started_and_in_what_refuses_a_level() -> None:
    world = start.make_school_world("hustadvika")
    number(world, 2, "B")
    write(world, 2, "# Flere sammen\n\nTekst.")
    first = {"step": "1", "child": start.listed(world, "elias"), "number": ""}
    kari = start.client_of(world, "kari")
    assert "Nivå B: Flere sammen" in start.words(kari.post(start.NEW, first))
    refusal = kari.post(start.NEW, start.told(world, level="1"))
    assert "fra nivå B" in start.words(refusal)
    log = w.open_log(world)
    change(world, log, 3)
    with pytest.raises(Refused, match="fra nivå B"):
        change(world, log, 1)


def test_what_stands_in_the_book_stays_as_it_was_said(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    change(world, log, 2)
    number(world, 2, "B")
    change(world, log, 3)
    number(world, 2, "X")
    page = client_of("marte").get(f"/logg/{log.pk}/historie/").content.decode()
    assert "går fra nivå 1 til nivå 2" in page
    assert "går fra nivå B til nivå 3" in page


def test_each_language_has_its_own_and_one_alone_holds_for_all(world: w.World) -> None:
    write(world, 1, "# Saman\n\nTekst.", "nn")
    assert [called(world, 1, each) for each in ("nb", "nn", "en")] == [
        "Nivå 1: Saman", "Nivå 1: Saman", "Level 1: Saman",
    ]  # fmt: skip
    write(world, 1, "# Together\n\nText.", "en")
    write(world, 1, "# Sammen\n\nTekst.")
    assert [called(world, 1, each) for each in ("nb", "nn", "en")] == [
        "Nivå 1: Sammen", "Nivå 1: Saman", "Level 1: Together",
    ]  # fmt: skip
    assert called(world, 2) == "Nivå 2: flere hjelper sammen"


def test_stafetts_own_comes_back_and_other_pages_name_nothing(world: w.World) -> None:
    before = [called(world, level) for level in (1, 2, 3)]
    number(world, 3, "C")
    write(world, 3, "# Mange\n\nTekst.")
    assert called(world, 3) == "Nivå C: Mange"
    number(world, 3, "")
    with acting_as(world.henrik.pk):
        actions.restore_text(
            world.henrik, world.eikvag.pk, page="level-3", language="nb", version=0,
            opened_at=10_000, at=w.now(),
        )  # fmt: skip
    number(world, 0, "U")
    write(world, 0, "# Undring hos oss\n\nTekst.")
    assert [called(world, level) for level in (1, 2, 3)] == before
    assert not Municipality.objects.using("owner").get(pk=world.eikvag.pk).level_names


@pytest.mark.parametrize(
    "text",
    [
        "# Alene",
        "#  To ord \r\n\r\nTekst.",
        '\n\n# «Sitat» og \\ skråstrek "her"\nIngress rett under.',
        "# Et # midt i\n\n## Del",
        "# " + "Langt " * 60 + "\n\nTekst.",
    ],
)
def test_the_title_is_the_one_that_the_guide_shows(world: w.World, text: str) -> None:
    write(world, 1, text)
    assert called(world, 1) == f"Nivå 1: {parse(text).title}"


def test_it_costs_the_log_page_no_question_and_shows_on_a_page_seen_before(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    kari, page = client_of("kari"), f"/logg/{log.pk}/"
    kari.get(page)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = kari.get(page)
        assert answer.status_code == 200
        return len(asked)

    number(world, 1, "A")
    with_letter = questions()
    number(world, 1, "")
    assert questions() == with_letter
    tag = kari.get(page).headers["ETag"]
    write(world, 1, "# Nytt navn\n\nTekst.")
    again = kari.get(page, headers={"If-None-Match": tag})
    assert "Nivå 1: Nytt navn" in again.content.decode()


def test_nobody_writes_the_names_but_the_guide(world: w.World) -> None:
    statement = "UPDATE municipality_municipality SET level_names = '{}' WHERE id = %s"
    with acting_as(world.henrik.pk):
        refused(DENIED, "permission denied", statement, [world.eikvag.pk])
    with as_worker():
        refused(DENIED, "permission denied", statement, [world.eikvag.pk])
