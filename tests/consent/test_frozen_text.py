"""The text that is signed: plain, the same for the same consent, and nothing of it left out."""

import re
from datetime import date
from pathlib import Path

import pytest

from stafett.book.wall import acting_as
from stafett.consent import actions
from stafett.consent.models import Consent
from stafett.consent.sentences import SENTENCES
from stafett.consent.terms import is_minor
from stafett.consent.text import frozen_text
from stafett.logs.models import Log
from stafett.municipality.policy import Policy
from stafett.people.models import Person
from tests import world as w

from .pages import (
    BEGIN,
    add,
    asked,
    client_of,
    know_the_family,
    make_school_world,
    number_of,
    opened,
    press,
    question_of,
    started,
)

pytestmark = pytest.mark.django_db
ROOM = Path(actions.__file__).parent.parent


@pytest.fixture
def world() -> w.World:
    return make_school_world()


def text_of(log: Log, language: str = "nb") -> str:
    text = question_of(log).text
    assert text is not None
    return str(text[language])


def sent(world: w.World) -> Log:
    log = started(world)
    know_the_family(world, log)
    add(world, log, "tor")
    press(
        world,
        log,
        "ask",
        purpose="Elias & de andre sa «hei».\r\n\r\nDet er <alt>.",
        kept_out="Det dere har fortalt\n\n  Journalen  ",
    )
    return log


@pytest.mark.requirement("G3", "G23", "G24")
def test_it_says_everything(world: w.World) -> None:
    text = text_of(sent(world))
    for part in (
        "Samtykke til en felles logg for Elias Lunde Berg",
        "Kari Nesheim, Kontaktlærer, Eikvåg skole",
        "deler det som står i den",
        "  Elias & de andre sa «hei».\n  Det er <alt>.",
        "- Tor Haugen, PP-rådgiver, PPT\n  Oppgave: Hjelper Elias med lesing\n  Ser: Planen",
        "Til og med: ",
        "Elias Lunde Berg og de som har foreldreansvar, ser alt",
        "- Det dere har fortalt\n- Journalen\n- Det tjenestene skriver",
        "- Marte Lunde: Fram til barnet er 18 år",
        "- Anders Berg: Fram til barnet er 18 år",
        "Samtykket gjelder i 12 måneder.",
        "Du kan trekke samtykket når som helst. Du trenger ikke gi noen grunn",
        "arkivloven",
        "unntatt offentlighet",
        "taushetsplikt",
        "Samtykket er ikke det som gir kommunen lov til å gjøre oppgavene sine.",
        "barnevernet",
    ):
        assert part in text, part


def test_every_language_has_its_own_and_the_code_holds_them_all(world: w.World) -> None:
    question = question_of(sent(world))
    assert question.text is not None
    assert set(question.text) == {"nb", "nn", "en"}
    assert len(set(question.text.values())) == 3
    assert "teieplikt" in question.text["nn"]
    assert "duty of secrecy" in question.text["en"]
    assert actions.hash_of(question.text) == question.text_hash


def test_the_years_stand_in_every_date(world: w.World) -> None:
    """A signed text is read in other years than the one it was written in."""
    named = list(question_of(sent(world)).named.using("owner").all())
    text = text_of(Log.objects.using("owner").get())
    for each in named:
        assert f"{each.until.day}. " in text
        assert str(each.until.year) in text


def test_the_same_consent_gives_the_same_text(world: w.World) -> None:
    log = sent(world)
    question = question_of(log)
    policy = Policy.from_settings(question.policy or {})
    with acting_as(world.kari.pk):
        mine = Consent.objects.select_related("asked_by").get(pk=question.pk)
        here = Log.objects.select_related("owner").get(pk=log.pk)
        named = list(mine.named.select_related("person"))
        for order in (named, named[::-1]):
            assert frozen_text(here, mine, order, policy) == question.text


def test_there_is_no_markup_and_no_run_of_empty_lines(world: w.World) -> None:
    text = text_of(sent(world))
    assert "&amp;" not in text
    assert "{" not in text
    assert "\n\n\n" not in text
    assert text == text.strip()


@pytest.mark.requirement("A13")
def test_an_adults_text_speaks_of_no_guardians(world: w.World) -> None:
    log = asked(world, "magnus", said_yes=["owner"], child="", number=number_of("magnus"))
    text = text_of(log)
    assert "foreldreansvar" not in text
    assert "Magnus Eide ser alt så lenge loggen er åpen." in text
    assert "Magnus Eide kan lese og skrive i loggen" in text


def test_the_laws_stand_with_the_reasons(world: w.World) -> None:
    assert "(barnelova §§ 31, 32)" in text_of(asked(world, "nora", said_yes=["owner"]))


def test_a_later_version_is_called_so(world: w.World) -> None:
    log = opened(world)
    client_of(world, "kari").post(f"/logg/{log.pk}/samtykke/nytt/", BEGIN)
    add(world, log, "tor")
    press(world, log, "ask", kept_out="")
    text = text_of(log)
    assert "Nytt samtykke i loggen for Elias Lunde Berg\nVersjon 2, " in text
    assert "får se loggen for Elias Lunde Berg" in text


def test_somebody_elses_heading_stays_inside_the_purpose(world: w.World) -> None:
    log = started(world)
    know_the_family(world, log)
    press(world, log, "ask", purpose="Fordi.\nDETTE HOLDES UTENFOR\n- Alt", kept_out="Journalen")
    lines = text_of(log).splitlines()
    assert "  DETTE HOLDES UTENFOR" in lines
    assert lines.count("DETTE HOLDES UTENFOR") == 1


def test_every_entry_of_this_room_has_its_sentence() -> None:
    written = set()
    for path in ROOM.rglob("*.py"):
        if path.name != "sentences.py":
            written |= set(re.findall(r'"((?:consent|family)\.[a-z_]+)"', path.read_text()))
    tables = {"consent.consent", "consent.group", "consent.daily", "consent.families"}
    by_the_archive = {"consent.package_made"}
    assert (written - tables) | by_the_archive == set(SENTENCES)


def test_a_birthday_on_a_leap_day_reads_as_a_minors(world: w.World) -> None:
    leap = Person(birth_date=date(2008, 2, 29))
    assert is_minor(leap, date(2026, 2, 28))
    assert not is_minor(leap, date(2026, 3, 1))
