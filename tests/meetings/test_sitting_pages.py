"""The pages of a meeting that is held: one thing at a time, for those who conduct it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings.models import Meeting
from stafett.meetings.sitting_models import Decision, Informing, Remark, Reviewed, Task
from stafett.voice.actions import private, telling
from tests import clients, sittings
from tests import world as w

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + timedelta(days=20)).isoformat()
ClientOf = Callable[[str], Client]
EVALUATED = {
    "result": "partly",
    "why": "Noen ganger.",
    "next_step": "go_on",
    "from_now": "Med lue.",
}


@pytest.fixture
def client_of(world: w.World) -> ClientOf:
    return lambda name: clients.signed_in(world.people[name], world.eikvag)


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def measures(world: w.World, log: Log) -> list[UUID]:
    return w.agree_plan(world, log)


@pytest.fixture
def here(world: w.World, log: Log, measures: list[UUID]) -> str:
    return f"/logg/{log.pk}/moter/{sittings.call(world, log)}/"


def led(answer: Any, address: str) -> bool:
    """Whether one is led on there."""
    return answer.status_code == 302 and answer["Location"].startswith(address)


@pytest.mark.requirement("L1", "L2", "L3", "L4", "M2", "M4", "K17", "D23", "D24")
def test_from_who_is_here_to_read_out(
    world: w.World, log: Log, measures: list[UUID], here: str, client_of: ClientOf
) -> None:
    """Kari leads, Sunniva writes, and Marte reads along on her telephone."""
    kari, sunniva, marte = (client_of(name) for name in ("kari", "sunniva", "marte"))
    held = f"{here}gjennomfor/"
    assert "Start møtet" in kari.get(held).content.decode()
    present = {"present": [str(world.kari.pk), str(world.marte.pk)]}
    assert kari.post(held, {"present": []}).status_code == 422
    assert led(kari.post(held, present), held)
    assert led(sunniva.get(held), f"{held}stemmen/")
    first = f"{held}tiltak/{measures[0]}/"
    assert led(sunniva.post(f"{held}stemmen/"), first)
    page = kari.get(first).content.decode()
    assert "Tiltak 1 av 2" in page
    assert led(kari.post(first, EVALUATED), f"{held}tiltak/{measures[1]}/")
    again = sunniva.post(first, EVALUATED | {"why": "Sjelden."})
    assert again.status_code == 409
    assert "Sjelden." in again.content.decode()
    assert led(sunniva.get(held), f"{held}tiltak/{measures[1]}/"), "it goes on where it stopped"
    assert led(sunniva.post(f"{held}tiltak/{measures[1]}/", EVALUATED), f"{held}veien/")
    way = {"way": "help", "reason": "Vi trenger PPT.", "team": "resource"}
    assert led(kari.post(f"{held}veien/", way), f"{held}neste/")
    tells = {"adult": str(world.marte.pk), "how": "I bilen hjem.", "view": "Med bilder."}
    assert led(kari.post(f"{held}neste/", tells), f"{held}les-opp/")
    soon = {"on": (timezone.localdate() + timedelta(days=20)).isoformat(), "at": "13:00"}
    soon |= {"minutes": "60", "place": "Rom 3", "opened_at": "1"}
    for _twice in range(2):
        assert led(sunniva.post(f"{held}neste-mote/", soon), f"{held}neste/")
    assert Meeting.objects.using("owner").count() == 2
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    task = {"what": "Ringe PPT", "person": str(world.kari.pk), "due": due, "opened_at": "1"}
    for _twice in range(2):
        assert led(kari.post(f"{held}gjoremal/", task), f"{held}gjoremal/")
    assert Task.objects.using("owner").count() == 1
    assert led(sunniva.post(f"{held}merknad/", {"text": "Takk for kaffe."}), f"{held}les-opp/")
    read = kari.get(f"{held}les-opp/").content.decode()
    told = ("Noen ganger.", "Med lue.", "Vi trenger PPT.", "I bilen hjem.", "Takk for kaffe.")
    for words in (*told, "Ringe PPT"):
        assert words in read
        assert words in marte.get(f"{here}referat/").content.decode(), words
    assert led(marte.get(held), f"{here}referat/")
    assert led(kari.post(f"{held}les-opp/"), f"{here}referat/")
    assert kari.post(f"{held}veien/", way).status_code == 409
    assert led(kari.get(f"{held}veien/"), f"{here}referat/")
    assert led(marte.post(f"{here}referat/", {"text": "Det var te."}), f"{here}referat/")
    over = sunniva.get(f"{here}referat/").content.decode()
    assert "Det var te." in over
    assert "Spør om samtykke" not in over
    assert "Spør om samtykke" in kari.get(f"{here}referat/").content.decode()


@pytest.mark.requirement("L2", "H2")
def test_who_does_not_conduct_it_changes_nothing(
    world: w.World, measures: list[UUID], here: str, client_of: ClientOf
) -> None:
    held, marte = f"{here}gjennomfor/", client_of("marte")
    client_of("kari").post(held, {"present": [str(world.kari.pk)]})
    sent = marte.post(f"{held}veien/", {"way": "close", "reason": "Jeg vil ikke mer."})
    assert sent.status_code == 422
    assert "Jeg vil ikke mer." in sent.content.decode()
    assert not Decision.objects.using("owner").exists()
    assert marte.post(f"{held}tiltak/{measures[0]}/", EVALUATED).status_code == 422
    assert not Reviewed.objects.using("owner").exists()
    for name in ("ragnhild", "tor"):
        assert client_of(name).get(f"{here}referat/").status_code == 404


@pytest.mark.requirement("M2", "M6", "M11", "M1")
def test_the_child_comes_first_and_what_it_confided_stays_with_whom_it_told(
    world: w.World, log: Log, here: str, client_of: ClientOf
) -> None:
    with acting_as(world.elias.pk):
        by = w.stand(world.elias, log)
        telling.ask_for_talk(by, world.kari.pk, text="Bare til Kari.", at=w.now())
        words = private.keep(by, kind="how", feeling="good", text="Gym er gøy.", at=w.now())
        telling.share(by, words.pk, chosen=None, at=w.now())
    kari = client_of("kari")
    kari.post(f"{here}gjennomfor/", {"present": [str(world.kari.pk)]})
    page = kari.get(f"{here}gjennomfor/stemmen/").content.decode()
    assert "Gym er gøy." in page
    assert "Bare til Kari." not in page


@pytest.mark.requirement("L3")
def test_a_task_is_done_by_whose_it_is(
    world: w.World, log: Log, measures: list[UUID], here: str, client_of: ClientOf
) -> None:
    meeting = UUID(here.split("/")[4])
    sittings.hold(world, log, meeting, measures[0])
    sittings.read_out(world, log, meeting)
    task = f"{here}gjoremal/{Task.objects.using('owner').get().pk}/"
    Task.objects.using("owner").update(due=timezone.localdate() - timedelta(days=2))
    assert "For sent." in client_of("marte").get(task).content.decode()
    waits = "Du har tatt på deg «Ringe helsesykepleier» for Elias"
    assert waits in client_of("kari").get("/min-side/?bli").content.decode()
    assert waits not in client_of("marte").get("/min-side/?bli").content.decode()
    for name, sees in (("marte", True), ("ragnhild", False)):
        page = client_of(name).get(f"/logg/{log.pk}/").content.decode()
        assert ("Ringe helsesykepleier" in page) is sees, name
    assert client_of("marte").post(task, {"do": "done"}).status_code == 422
    assert led(client_of("kari").post(task, {"do": "done"}), task)
    assert "har gjort det" in client_of("marte").get(task).content.decode()
    assert waits not in client_of("kari").get("/min-side/?bli").content.decode()


def goes_back(answer: Any) -> str:
    """The address that the page one was led to leads back to."""
    return unquote(answer["Location"].partition("?tilbake=")[2])


def opened_at(page: str) -> str:
    """The entry that a form was opened at."""
    return re.findall(r'name="opened_at" value="(\d+)"', page)[0]


@pytest.mark.requirement("K16", "K17", "L1", "L4")
def test_what_is_changed_in_the_plan_leads_back_into_the_meeting(
    world: w.World, log: Log, measures: list[UUID], here: str, client_of: ClientOf
) -> None:
    held, kari = f"{here}gjennomfor/", client_of("kari")
    kari.post(held, {"present": [str(world.kari.pk)]})
    first, second = (f"{held}tiltak/{key}/" for key in measures)
    answer = kari.post(first, EVALUATED | {"next_step": "adjust_measure"})
    assert led(answer, f"/logg/{log.pk}/tiltak/{measures[0]}/endre/?tilbake=")
    assert goes_back(answer) == second
    change = answer["Location"]
    page = kari.get(change).content.decode()
    assert f'href="{second}"' in page
    said = {"title": "Lese sammen", "description": "", "area": "", "arena": "home", "place": "",
            "starts_on": "", "deadline": SOON, "responsible": [str(world.kari.pk)],
            "opened_at": opened_at(page)}  # fmt: skip
    assert led(kari.post(change, said), second)
    answer = kari.post(second, EVALUATED | {"next_step": "adjust_goal"})
    assert "/endre/" in answer["Location"]
    assert goes_back(answer) == f"{held}veien/"
    answer = kari.post(f"{held}veien/", {"way": "other_measures", "reason": "Vi vil prøve mer."})
    assert answer["Location"] == f"{held}veien/#nye-tiltak"
    ways = re.findall(r'href="([^"]+/tiltak/ny/[^"]+)"', kari.get(f"{held}veien/").content.decode())
    assert unquote(ways[0]).endswith(f"?tilbake={held}veien/#nye-tiltak")
    form = kari.get(ways[0]).content.decode()
    new = said | {"title": "Gå på tur", "opened_at": opened_at(form)}
    assert led(kari.post(ways[0], new), f"{held}veien/")
    assert "Gå på tur" in kari.get(f"{held}veien/").content.decode()
    assert "Gå på tur" in client_of("marte").get(f"{here}referat/").content.decode()


@pytest.mark.requirement("L1")
@pytest.mark.parametrize("elsewhere", ["https://ond.example/", "//ond.example/", "/logg-ut/"])
def test_the_way_back_leads_nowhere_else(
    log: Log, measures: list[UUID], client_of: ClientOf, elsewhere: str
) -> None:
    own = f"/logg/{log.pk}/"
    for back in (elsewhere, f"{own}../../{elsewhere}", f"{own}\\{elsewhere}"):
        measure = f"{own}tiltak/{measures[0]}/"
        page = client_of("kari").get(f"{measure}endre/?tilbake={quote(back)}").content.decode()
        assert f'href="{measure}">Avbryt' in page


@pytest.mark.requirement("K19", "M2", "D22")
def test_the_family_says_how_near_the_goal_is_while_the_meeting_is_held(
    world: w.World, log: Log, measures: list[UUID], here: str, client_of: ClientOf
) -> None:
    """Each for its own part: who writes the minutes says it for nobody."""
    held, marte = f"{here}gjennomfor/", client_of("marte")
    client_of("kari").post(held, {"present": [str(world.kari.pk), str(world.marte.pk)]})
    first = f"{held}tiltak/{measures[0]}/"
    assert "sier det selv" in client_of("kari").get(first).content.decode()
    page = marte.get(f"{here}referat/").content.decode()
    (there,) = re.findall(r'href="([^"]+/hvor-naer/\?tilbake=[^"]+)"', page)
    assert led(marte.post(there, {"value": "7", "opened_at": "1"}), f"{here}referat/")
    assert "Marte sier 7 av 10" in client_of("kari").get(first).content.decode()
    assert "hvor-naer" not in client_of("sunniva").get(f"{here}referat/").content.decode()


@pytest.mark.requirement("H4", "L3")
def test_what_stands_in_the_minutes_is_marked_afterwards(
    world: w.World, log: Log, measures: list[UUID], here: str, client_of: ClientOf
) -> None:
    """Read out or not: whoever does not share health information reads it no more from now."""
    meeting, (first, *_more) = UUID(here.split("/")[4]), measures
    sittings.hold(world, log, meeting, first)
    sittings.read_out(world, log, meeting)
    marte, sunniva, texts = client_of("marte"), client_of("sunniva"), f"{here}helseopplysninger/"
    minutes = f"{here}referat/"
    for model, words in ((Decision, "Det virker."), (Task, "Ringe helsesykepleier"),
                         (Remark, "Takk for sist."), (Informing, "På tur.")):  # fmt: skip
        key = model.objects.using("owner").get(meeting=meeting).pk
        assert f"{texts}{key}/" in marte.get(minutes).content.decode()
        assert words in sunniva.get(minutes).content.decode()
        assert words in marte.get(f"{texts}{key}/").content.decode()
        assert sunniva.post(f"{texts}{key}/", {"do": "mark", "health": "on"}).status_code == 422
        assert led(marte.post(f"{texts}{key}/", {"do": "mark", "health": "on"}), minutes)
        assert words not in sunniva.get(minutes).content.decode()
        assert words in marte.get(minutes).content.decode()
        assert sunniva.get(f"{texts}{key}/").status_code == 404
        marte.post(f"{texts}{key}/", {"do": "mark"})
        assert words in sunniva.get(minutes).content.decode()
    for name in ("ragnhild", "tor"):
        assert client_of(name).get(f"{texts}{key}/").status_code == 404
