"""Screen 15: what is to be in a print, how its pages will be, and the file (L11, H5)."""

import io
import re
from base64 import b64decode

import pytest
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from stafett.archive import drawing
from stafett.archive.parts import PARTS
from stafett.logs import health
from stafett.logs.models import Log, Reading
from stafett.plan.models import Measure
from tests import world as w
from tests.archive import reader
from tests.archive.life import does, lived
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L11")]
PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
EVERYTHING = {"deler": list(PARTS), "paa": "nb"}


@pytest.fixture
def log(world: w.World) -> Log:
    """Open, with something of everything; Ragnhild has had the baton from Kari."""
    return lived(world, closed=False)


def get(world: w.World, name: str, log: Log, chosen: object = None, page: str = "") -> HttpResponse:
    client = signed_in(world.people[name], world.eikvag)
    return client.get(reverse(f"archive:print{page}", args=[log.pk]), chosen)  # type: ignore


def saved(world: w.World, name: str, log: Log, chosen: object = None) -> str:
    answer = get(world, name, log, chosen, "_pdf")
    assert answer["Content-Type"] == "application/pdf"
    return reader.words(answer.content)


def test_everything_is_chosen_beforehand_in_the_language_of_the_page(
    world: w.World, log: Log
) -> None:
    page = get(world, "marte", log).content.decode()
    assert page.count(" checked") == len(PARTS) + 1
    assert re.search(r'value="nb"[^>]* checked', page)
    assert not PICTURE.search(page)


def test_what_is_chosen_is_seen_as_pages_and_saved(world: w.World, log: Log) -> None:
    answer = get(world, "marte", log, {"deler": ["plan", "team"], "paa": "nn"})
    page = answer.content.decode()
    assert "Det blir 4 sider på papiret." in page
    assert "Stafettpinnen og laget, Planen" in page
    pictures = [Image.open(io.BytesIO(b64decode(each))) for each in PICTURE.findall(page)]
    assert [each.size for each in pictures] == [(909, 1286)] * 4
    (address,) = re.findall(r'href="([^"]+\.pdf\?[^"]+)"', page)
    file = signed_in(world.marte, world.eikvag).get(address.replace("&amp;", "&"))
    assert len(PdfReader(io.BytesIO(file.content)).pages) == 4
    assert file["Cache-Control"] == "private, no-store"
    assert re.search(r'attachment; filename="stafettlogg-[\d-]+\.pdf"', str(file.headers))
    words = reader.words(file.content)
    for said in ("Elias går til skolen hver dag.", "Dette er med", "Mål og tiltak"):
        assert (reader.tight(said) in words) is (said != "Dette er med"), said
    assert reader.tight("Berre dette er skrive ut") in words
    for said in ("Mandager er tunge.", "Alt som har hendt", "Samtykke 1"):
        assert reader.tight(said) not in words, said


def test_how_it_went_can_be_had_alone(world: w.World, log: Log) -> None:
    words = saved(world, "marte", log, {"deler": ["evaluations"], "paa": "nb"})
    for said in ("Kari møter Elias ved porten 1", "Mandager er tunge.", "Tre uker på rad."):
        assert reader.tight(said) in words, said
    for said in ("Porten mot elva", "Klærne ligger klare", "Porten er det vanskeligste."):
        assert reader.tight(said) not in words, said


def test_a_few_pages_at_a_time(world: w.World, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SHARPNESS", 10)
    first, second, last = (
        get(world, "marte", log, {**EVERYTHING, "ark": ark}).content.decode()
        for ark in ("1", "2", "99999")
    )
    assert first.count('<img src="data:') == second.count('<img src="data:') == 4
    assert "ark=2" in first
    assert "ark=0" not in first
    assert "Side 5 av" in second
    pages = int(re.findall(r"Side \d+ av (\d+)", last)[-1])
    assert f"Side {pages} av {pages}" in last
    assert "De neste sidene" not in last


@pytest.mark.requirement("H5")
def test_for_the_family_and_the_holder_and_for_nobody_else(world: w.World, log: Log) -> None:
    link = reverse("archive:print", args=[log.pk])
    for name, status in (
        ("marte", 200),
        ("elias", 200),
        ("ragnhild", 200),
        ("kari", 404),
        ("sunniva", 404),
        ("tor", 404),
    ):
        assert get(world, name, log).status_code == status, name
        assert get(world, name, log, page="_pdf").status_code == status, name
        front = signed_in(world.people[name], world.eikvag).get(reverse("log", args=[log.pk]))
        assert (link in front.content.decode()) is (status == 200), name
    looked = Reading.objects.using("owner").filter(log=log, kind="archive")
    assert {each.person_id for each in looked} == {
        world.people[name].pk for name in ("marte", "elias", "ragnhild")
    }


def test_nothing_chosen_is_said_at_the_form(world: w.World, log: Log) -> None:
    answer = get(world, "marte", log, {"paa": "nb"})
    assert answer.status_code == 422
    assert "Velg minst én ting." in answer.content.decode()
    assert get(world, "marte", log, {"deler": ["x"], "paa": "nb"}).status_code == 422
    assert get(world, "marte", log, {"paa": "nb"}, "_pdf").status_code == 404


@pytest.mark.requirement("H4")
def test_what_is_marked_as_health_is_printed_for_those_who_see_it(world: w.World, log: Log) -> None:
    measure = Measure.objects.using("owner").get(log=log, ended_at=None)
    does(world, "marte", log, lambda by: health.mark(by, [measure.pk], True, at=w.now()))
    for name, there in (("marte", True), ("elias", True), ("ragnhild", False)):
        words = saved(world, name, log)
        assert (reader.tight(measure.title) in words) is there, name
        assert reader.tight("Elias går til skolen hver dag.") in words


@pytest.mark.requirement("H4")
def test_a_new_holder_has_everything_that_was_written_before(world: w.World, log: Log) -> None:
    """Ragnhild was let in after two months, and has had the baton for one and a half."""
    words = saved(world, "ragnhild", log)
    for said in (
        "Første utkast.",
        "Mandager er tunge.",
        "Han kom løpende i dag.",
        "Sunniva Aas sa nei til stafettpinnen",
        "Gode morgener.",
        "Samtykke 1",
        "Kari Nesheim begynte på et utkast",
    ):
        assert reader.tight(said) in words, said
