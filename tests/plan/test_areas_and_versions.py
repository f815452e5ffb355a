"""Areas of development, beginnings of goals, and a story with every version."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.municipality.areas import areas_of, set_areas
from stafett.municipality.models import Area
from stafett.plan.models import Goal, Measure
from stafett.plan.versions import changed, told
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_writing import in_days, opened

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
AREAS = "/kommune/omrader/"


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, Any]:
    return make_full(world, log)


@pytest.mark.requirement("A23")
def test_the_administrator_writes_the_list_and_goals_and_measures_choose_in_it(
    world: w.World, log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    henrik, kari = client_of("henrik"), client_of("kari")
    assert "Lek og vennskap\nFølelser og selvbilde" in henrik.get(AREAS).content.decode()
    sent = opened(henrik, AREAS) | {"areas": "Natur\n\n  Musikk  og dans\nNatur"}
    assert henrik.post(AREAS, sent).status_code == 302
    with acting_as(world.henrik.pk):
        assert areas_of(world.eikvag.pk) == ["Natur", "Musikk og dans"]
        entries = Entry.objects.filter(book=world.eikvag.pk, verb="municipality.areas_set")
        assert entries.count() == 1
    address = f"/logg/{log.pk}/mal/{ids['main']}/delmal/"
    goal = {"text": "Elias er ute.", "area": "Natur", "opened_at": log.book.count}
    assert kari.post(address, goal | {"area": "Språk og kommunikasjon"}).status_code == 422
    assert kari.post(address, goal).status_code == 302
    made = Goal.objects.using("owner").get(text="Elias er ute.")
    page = kari.get(f"/logg/{log.pk}/mal/{made.pk}/").content.decode()
    assert "Handler om: Natur" in page
    measure = kari.get(f"/logg/{log.pk}/tiltak/ny/{made.pk}/").content.decode()
    assert '<option value="Natur" selected' in measure
    sent = opened(henrik, AREAS) | {"areas": ""}
    assert henrik.post(AREAS, sent).status_code == 302
    change = kari.get(f"/logg/{log.pk}/mal/{made.pk}/endre/").content.decode()
    assert '<option value="Natur" selected' in change  # what stands there stays
    assert "Lek og vennskap" in change


@pytest.mark.requirement("A23")
def test_our_words_are_told_in_the_readers_language_whoever_wrote_them(
    world: w.World, log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    kari, marte, henrik = client_of("kari"), client_of("marte"), client_of("henrik")
    for client in (marte, henrik):
        client.cookies["sprak"] = "nn"
    form = marte.get(f"/logg/{log.pk}/mal/{ids['main']}/delmal/").content.decode()
    assert '<option value="Lek og vennskap">Leik og vennskap</option>' in form
    goal = {"text": "Elias er ute.", "area": "Lek og vennskap", "opened_at": log.book.count}
    assert marte.post(f"/logg/{log.pk}/mal/{ids['main']}/delmal/", goal).status_code == 302
    made = Goal.objects.using("owner").get(text="Elias er ute.")
    address = f"/logg/{log.pk}/mal/{made.pk}/"
    assert "Handlar om: Leik og vennskap" in marte.get(address).content.decode()
    assert "Handler om: Lek og vennskap" in kari.get(address).content.decode()
    page = henrik.get(AREAS).content.decode()
    listed = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[0].strip()
    assert "Leik og vennskap" in listed
    sent = opened(henrik, AREAS) | {"areas": listed}
    assert henrik.post(AREAS, sent).status_code == 302  # ours, in nynorsk, is still ours
    with acting_as(world.henrik.pk):
        assert not Area.objects.exists()


@pytest.mark.requirement("C9")
def test_only_the_administrator_and_only_the_list_that_one_has_seen(world: w.World) -> None:
    for name in ("kari", "bjorg", "marte"):
        who = world.people[name]
        with acting_as(who.pk), pytest.raises(Refused):
            set_areas(who, world.eikvag.pk, ["Natur"], opened_at=9999, at=timezone.now())
    with acting_as(world.henrik.pk):
        set_areas(world.henrik, world.eikvag.pk, ["Natur"], opened_at=9999, at=timezone.now())
        with pytest.raises(Conflict):
            set_areas(world.henrik, world.eikvag.pk, ["Ute"], opened_at=1, at=timezone.now())
        assert areas_of(world.eikvag.pk) == ["Natur"]


@pytest.mark.requirement("K4")
@pytest.mark.requirement("K5")
def test_a_beginning_stands_in_the_field_and_the_questions_stop_nobody(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    kari, address = client_of("kari"), f"/logg/{log.pk}/mal/{ids['main']}/delmal/"
    page = kari.get(f"{address}?mal=asks").content.decode()
    assert "Elias spør … minst … ganger i uka.</textarea>" in page
    assert "ganger i uka.</textarea>" not in kari.get(f"{address}?mal=xyz").content.decode()
    bad = {"text": "Flinkere.", "opened_at": log.book.count}
    assert kari.post(address, bad).status_code == 302


@pytest.mark.requirement("A10")
def test_the_story_has_each_version(
    world: w.World, log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    kari, address = client_of("kari"), f"/logg/{log.pk}/tiltak/{ids['due']}/"
    before = Measure.objects.using("owner").get(pk=ids["due"]).deadline
    sent = opened(kari, f"{address}endre/") | {
        "title": "Bilde av dagen kvelden før",
        "description": "Ved sengen.",
        "arena": "elsewhere",
        "responsible": [str(world.marte.pk)],
        "deadline": in_days(20),
    }
    assert kari.post(f"{address}endre/", sent).status_code == 302
    story = client_of("marte").get(address).content.decode().split('id="historien"')[1]
    for words in ("<del>Hjemme</del>", "<ins>Et annet sted</ins>", "<ins>Ved sengen.</ins>"):
        assert words in story
    assert "<del>Anders Berg, Marte Berg</del> <ins>Marte Berg</ins>" in story
    assert before != date.fromisoformat(in_days(20))
    assert story.count("<dt>Frist</dt>") == 1


@pytest.mark.requirement("A10")
def test_the_goals_story_tells_how_its_measures_went(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    page = client_of("marte").get(f"/logg/{log.pk}/mal/{ids['sub']}/").content.decode()
    story = page.split('id="historien"')[1]
    assert "Egen krok i garderoben" in story
    assert "Virket. Fortsetter som en del av skoledagen." in story
    other = client_of("marte").get(f"/logg/{log.pk}/mal/{ids['sub2']}/").content.decode()
    assert "Egen krok" not in other


def test_what_is_the_same_is_no_change() -> None:
    day = date(2026, 11, 22)
    old = {"area": "Lek", "deadline": day, "place": "Der"}
    assert changed(old, dict(old)) == {}
    new = old | {"deadline": day + timedelta(days=1), "place": "Her"}
    kept = changed(old, new)
    assert kept == {"deadline": ["2026-11-22", "2026-11-23"]}  # and never a place
    assert told({"changed": kept})[0][1:] == (day, day + timedelta(days=1))
    assert told({}) == []
