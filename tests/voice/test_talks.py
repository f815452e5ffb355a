"""Adults talk with the child between the meetings, and a talk that is missing shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.voice.models import NextTalk, Participation, Talk
from tests import health
from tests import world as w

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
MISSING = "Ingen har snakket med Elias som avtalt"


@pytest.mark.requirement("D26", "M13", "M2", "M6", "M3")
def test_a_talk_nobody_has_had_shows_until_it_is_had(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    base, today = f"/logg/{log.pk}/barnets-stemme/", timezone.localdate()
    kari, sunniva, marte = (client_of(name) for name in ("kari", "sunniva", "marte"))
    agreed = {"adult": str(world.sunniva.pk), "on": today.isoformat()}
    assert kari.post(f"{base}neste/", agreed).status_code == 302
    assert MISSING not in kari.get("/min-side/").content.decode()
    NextTalk.objects.using("owner").update(on=today - timedelta(days=1))
    for client in (kari, sunniva):
        assert MISSING in client.get("/min-side/").content.decode()
    assert MISSING not in marte.get("/min-side/?bli=1").content.decode()
    assert "Ingen har tatt den ennå." in marte.get(base).content.decode()
    page = f"/logg/{log.pk}/"
    for name in ("elias", "marte", "kari", "sunniva"):
        assert "Ingen har tatt den ennå" in client_of(name).get(page).content.decode(), name
    assert "Ingen har tatt den ennå" not in client_of("ragnhild").get(page).content.decode()
    step = f'href="{base}prat/"'
    for name, leads in (("sunniva", True), ("kari", True), ("marte", False), ("elias", False)):
        assert (step in client_of(name).get(page).content.decode()) is leads, name
    said = {
        "adult": str(world.sunniva.pk),
        "talked_on": today.isoformat(),
        "way": "play",
        "words": "Jeg vil ha ball i storefri.",
    }
    assert sunniva.post(f"{base}prat/", said).status_code == 302
    assert MISSING not in kari.get("/min-side/").content.decode()
    assert "Ingen har tatt den ennå" not in marte.get(page).content.decode()
    assert "Jeg vil ha ball i storefri." in marte.get(base).content.decode()
    assert client_of("ragnhild").get(base).status_code == 404
    with acting_as(world.ragnhild.pk):
        assert not Talk.objects.exists()
        assert not NextTalk.objects.exists()


@pytest.mark.requirement("M4", "M5", "M8", "M10", "M11", "M7")
def test_how_the_child_takes_part_is_documented(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    page = f"/logg/{log.pk}/barnets-stemme/medvirkning/"
    said = {"takes_part": "Med først i møtet.", "needs": "Tegn til tale.", "opened_at": "999"}
    opened = str(Log.objects.using("owner").select_related("book").get(pk=log.pk).book.count)
    assert client_of("kari").post(page, said | {"opened_at": opened}).status_code == 302
    shown = client_of("marte").get(f"/logg/{log.pk}/barnets-stemme/").content.decode()
    assert "Tegn til tale." in shown
    told = Content.objects.using("owner").filter(book_id=log.pk).order_by("-number")[0]
    assert told.data["takes_part"] == "Med først i møtet."
    # Opened before Kari saved: nothing of hers is lost, nor of what was typed.
    late = client_of("marte").post(page, {"takes_part": "Vil ikke.", "opened_at": opened})
    assert late.status_code == 409
    both = late.content.decode()
    assert "Vil ikke." in both
    assert "Dette skrev en annen i mellomtida" in both
    assert "Med først i møtet." in both
    assert "Tegn til tale." in both
    assert Participation.objects.using("owner").get().takes_part == "Med først i møtet."
    # With both before her eyes, Marte puts them together.
    now = Log.objects.using("owner").select_related("book").get(pk=log.pk).book.count
    assert f'name="opened_at" value="{now}"' in both
    joined = {"takes_part": "Med først i møtet. Vil ikke.", "opened_at": str(now)}
    assert client_of("marte").post(page, joined).status_code == 302
    assert Participation.objects.using("owner").get().takes_part == joined["takes_part"]


@pytest.mark.requirement("H4", "M5", "M8")
def test_what_is_about_health_is_hidden_and_written_over_by_nobody(
    world: w.World, client_of: ClientOf
) -> None:
    log = health.open_health_log(world)
    base = f"/logg/{log.pk}/barnets-stemme/"
    kari, ragnhild, nora = (client_of(name) for name in ("kari", "ragnhild", "nora"))
    opened = {"opened_at": "0"}
    assert "Dette er helseopplysninger" in kari.get(f"{base}medvirkning/").content.decode()
    marked = {"needs": "Hører dårlig.", "health": "on", **opened}
    assert kari.post(f"{base}medvirkning/", marked).status_code == 302
    talk = {
        "adult": str(world.sunniva.pk),
        "talked_on": timezone.localdate().isoformat(),
        "way": "talk",
        "words": "Jeg er så trøtt.",
        "health": "on",
    }
    assert kari.post(f"{base}prat/", talk).status_code == 302
    # Ragnhild shares no health information: she sees none of it, and writes beside it.
    page = ragnhild.get(f"{base}medvirkning/").content.decode()
    assert "Hører dårlig" not in page
    assert "Skriv ikke om helse her" in page
    assert ragnhild.post(f"{base}medvirkning/", {"needs": "Tegn.", **opened}).status_code == 302
    assert "Skriv ikke om helse her" in ragnhild.get(f"{base}prat/").content.decode()
    shown, hers = (each.get(base).content.decode() for each in (nora, ragnhild))
    assert "Jeg er så trøtt." in shown
    assert "Jeg er så trøtt." not in hers
    texts = Participation.objects.using("owner").values_list("needs", flat=True)
    assert set(texts) == {"Hører dårlig.", "Tegn."}


@pytest.mark.requirement("H4", "M5", "M8")
@pytest.mark.parametrize("kind", [Talk, Participation])
def test_it_can_be_marked_as_health_afterwards_and_the_mark_taken_off(
    world: w.World, client_of: ClientOf, kind: Any
) -> None:
    log = health.open_health_log(world, named=("kari", "sunniva", "tor"))
    base = f"/logg/{log.pk}/barnets-stemme/"
    kari, tor = (client_of(name) for name in ("kari", "tor"))
    said = {"adult": str(world.kari.pk), "talked_on": str(timezone.localdate()), "way": "talk"}
    said |= {"words": "Trøtt hele dagen.", "needs": "Trøtt hele dagen.", "opened_at": "0"}
    form = "prat" if kind is Talk else "medvirkning"
    assert kari.post(f"{base}{form}/", said).status_code == 302
    page = f"/logg/{log.pk}/helseopplysninger/{kind.objects.using('owner').get().pk}/"
    assert "Trøtt hele dagen." in kari.get(page).content.decode()
    assert page in kari.get(base).content.decode()
    assert "Trøtt" in tor.get(base).content.decode()
    assert kari.post(page, {"do": "mark", "health": "on"}).headers["Location"] == base
    for hidden in (base, f"/logg/{log.pk}/historie/"):
        assert "Trøtt" not in tor.get(hidden).content.decode()
    assert tor.get(page).status_code == 404
    assert "Trøtt" in kari.get(base).content.decode()
    entry = Content.objects.using("owner").filter(book_id=log.pk).order_by("-number")[0]
    assert entry.data == {"who": "Kari Nesheim"}
    assert kari.post(page, {"do": "mark"}).status_code == 302
    assert "Trøtt" in tor.get(base).content.decode()


@pytest.mark.requirement("H2")
def test_who_sees_the_plan_alone_has_no_such_page(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    said = {"words": "Sa ja.", "way": "talk", "talked_on": str(timezone.localdate())}
    said["adult"] = str(world.kari.pk)
    client_of("kari").post(f"/logg/{log.pk}/barnets-stemme/prat/", said)
    page = f"/logg/{log.pk}/helseopplysninger/{Talk.objects.using('owner').get().pk}/"
    assert client_of("sunniva").get(page).status_code == 200
    assert client_of("ragnhild").get(page).status_code == 404
