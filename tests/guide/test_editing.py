"""The municipality's own guide: texts, versions, steps, and who may change them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.guide import actions
from stafett.guide.models import GuideText
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B1")]
ClientOf = Callable[[str], Client]
STEP = "/kommune/veileder/step-1-2/"
OWN = "# Lag en plan\n\nVi gjør det slik her.\n\n## what\nRing [helsesøster](step:1-3)."


@pytest.fixture
def henrik(client_of: ClientOf) -> Client:
    return client_of("henrik")


def opened_at(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    (number, *_more) = re.findall(r'name="opened_at"[^>]*value="(\d+)"', page)
    return number


def save(client: Client, text: str, address: str = STEP, **more: str) -> HttpResponse:
    fields = {"text": text, "do": "save", "opened_at": opened_at(client, address)} | more
    return client.post(address, fields)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def verbs(world: w.World) -> list[str]:
    found = Entry.objects.using("owner").filter(book=world.eikvag.pk, verb__contains="guide")
    return list(found.order_by("number").values_list("verb", flat=True))


def test_what_the_administrator_writes_is_what_everybody_reads(
    world: w.World, client: Client, henrik: Client
) -> None:
    preview = save(henrik, OWN, do="preview").content.decode()
    assert "Slik blir det" in preview
    assert "Lag en plan" not in read(client, "/veileder/")
    assert save(henrik, OWN).status_code == 302
    page = read(client, "/veileder/steg/1-2/")
    assert "Vi gjør det slik her." in page
    assert '<a href="/veileder/steg/1-3/">helsesøster</a>' in page
    assert "Lag en plan" in read(client, "/veileder/")
    assert "Lag en plan" not in read(client, "/veileder/nordvik/")
    assert verbs(world) == ["municipality.guide_text_set"]
    save(henrik, OWN)  # the same again is nothing
    assert len(verbs(world)) == 1


def test_the_headings_are_written_in_the_language_of_the_text_and_follow_the_reader(
    world: w.World, client: Client, henrik: Client
) -> None:
    assert "## Dette gjør du" in read(henrik, STEP)
    assert "## Dette gjer du" in read(henrik, f"{STEP}?tekstsprak=nn")
    written = "# Plan\n\nKort.\n\n## Dette gjør du\nDel.\n\n## Vårt eget\nMer."
    save(henrik, written)
    assert GuideText.objects.using("owner").get().text.count("## what") == 1
    nynorsk = client.get("/veileder/steg/1-2/", headers={"Accept-Language": "nn"}).content.decode()
    assert "Dette gjer du" in nynorsk
    assert "Vårt eget" in nynorsk


def test_a_text_in_one_language_holds_for_all_and_says_which_it_is(
    world: w.World, client: Client, henrik: Client
) -> None:
    save(henrik, OWN)
    nynorsk = client.get("/veileder/steg/1-2/", headers={"Accept-Language": "nn"})
    assert '<div lang="nb">\n        <h1 class="st-title">Lag en plan' in nynorsk.content.decode()
    save(henrik, "# Lag ein plan\n\nSlik gjer vi det.", f"{STEP}?tekstsprak=nn")
    nynorsk = client.get("/veileder/steg/1-2/", headers={"Accept-Language": "nn"})
    assert "Slik gjer vi det." in nynorsk.content.decode()
    assert "Vi gjør det slik her." in read(client, "/veileder/steg/1-2/")


def test_earlier_texts_are_kept_and_brought_back_as_new_ones(
    world: w.World, client: Client, henrik: Client
) -> None:
    save(henrik, "# Den første\n\nTekst.")
    save(henrik, "# Den andre\n\nTekst.")
    page = read(henrik, STEP)
    assert page.count("Henrik Dale") >= 2
    first = GuideText.objects.using("owner").get(text__contains="Den første").entry
    looked = read(henrik, f"{STEP}?versjon={first}")
    assert "# Den første" in looked
    back = {"do": "restore", "version": str(first), "opened_at": opened_at(henrik, STEP)}
    assert henrik.post(STEP, back).status_code == 302
    assert "Den første" in read(client, "/veileder/")
    ours = {"do": "restore", "version": "0", "opened_at": opened_at(henrik, STEP)}
    assert henrik.post(STEP, ours).status_code == 302
    assert "Den første" not in read(client, "/veileder/")
    assert verbs(world)[2:] == ["municipality.guide_text_restored"] * 2
    assert GuideText.objects.using("owner").count() == 4
    for version in ("9999", "x", "-1", ""):
        wrong = {"do": "restore", "version": version, "opened_at": opened_at(henrik, STEP)}
        assert henrik.post(STEP, wrong).status_code == 422


def test_two_who_write_at_once_see_both_and_lose_nothing(world: w.World, henrik: Client) -> None:
    before = opened_at(henrik, STEP)
    save(henrik, "# Den andres\n\nTekst.")
    answer = henrik.post(STEP, {"text": "# Min\n\nTekst.", "do": "save", "opened_at": before})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "# Den andres" in page
    assert "# Min" in page
    again = re.findall(r'name="opened_at"[^>]*value="(\d+)"', page)[0]
    sent = {"text": "# Min\n\nTekst.", "do": "save", "opened_at": again}
    assert henrik.post(STEP, sent).status_code == 302
    assert GuideText.objects.using("owner").order_by("-entry")[0].text.startswith("# Min")


def test_a_page_without_a_title_is_not_saved_and_not_lost(world: w.World, henrik: Client) -> None:
    answer = save(henrik, "Bare tekst, uten tittel.")
    assert answer.status_code == 422
    assert "Første linje er tittelen" in answer.content.decode()
    assert "Bare tekst, uten tittel." in answer.content.decode()
    assert not verbs(world)


def test_levels_and_steps_are_numbered_hidden_and_added_by_the_municipality(
    world: w.World, client: Client, henrik: Client
) -> None:
    level = "/kommune/veileder/level-1/"
    lettered = {"do": "place", "number": "A", "opened_at": opened_at(henrik, level)}
    assert henrik.post(level, lettered).status_code == 302
    assert "Nivå A" in read(client, "/veileder/")
    hidden = {"do": "place", "number": "", "hidden": "on", "opened_at": opened_at(henrik, STEP)}
    assert henrik.post(STEP, hidden).status_code == 302
    assert client.get("/veileder/steg/1-2/").status_code == 404
    assert "/veileder/steg/1-2/" not in read(client, "/veileder/steg/1-1/")
    assert "Vises ikke" in read(henrik, "/kommune/veileder/")
    added = {"after": "step-1-1", "title": "Spør helsesykepleier"}
    made = henrik.post("/kommune/veileder/nytt-steg/", added)
    assert made["Location"] == "/kommune/veileder/step-1-6/"
    page = read(client, "/veileder/steg/1-1/")
    assert 'rel="next" href="/veileder/steg/1-6/"' in page
    assert "A.2" in read(client, "/veileder/steg/1-6/")
    assert verbs(world) == [
        "municipality.guide_place_set",
        "municipality.guide_place_set",
        "municipality.guide_step_added",
    ]


def test_a_level_keeps_one_step_and_is_never_hidden(world: w.World) -> None:
    def hide(page: str) -> None:
        actions.set_place(
            world.henrik, world.eikvag.pk, page=page, number="", hidden=True,
            opened_at=9999, at=timezone.now(),
        )  # fmt: skip

    with acting_as(world.henrik.pk):
        for step in range(1, 5):
            hide(f"step-2-{step}")
        for page in ("step-2-5", "level-2"):
            with pytest.raises(Refused):
                hide(page)


@pytest.mark.requirement("C9")
def test_only_the_administrator_of_the_municipality_writes(
    world: w.World, client: Client, client_of: ClientOf
) -> None:
    common: dict[str, Any] = {"opened_at": 9999, "at": timezone.now()}
    for name in ("kari", "bjorg", "marte"):
        person, browser = world.people[name], client_of(name)
        assert browser.get(STEP).status_code == 404
        assert browser.post(STEP, {"text": OWN, "do": "save"}).status_code == 404
        with acting_as(person.pk), pytest.raises(Refused):
            actions.set_text(
                person, world.eikvag.pk, page="danger", language="nb", text="# Nei", **common
            )
    with acting_as(world.henrik.pk), pytest.raises(Refused):
        actions.set_text(
            world.henrik, world.nordvik.pk, page="danger", language="nb", text="# Nei", **common
        )
    assert not GuideText.objects.using("owner").exists()
    assert client_of("henrik").get("/kommune/veileder/step-1-9/").status_code == 404
