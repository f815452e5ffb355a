"""Pictures that are chosen: who chooses, who sees one of one's own, and where it is printed."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from PIL import Image

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import health
from stafett.logs.models import File, Log, Reading
from stafett.plan.models import Measure
from tests import world as w
from tests.clients import signed_in
from tests.plan.full import make_full

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("J6")]
SIDE = 1200


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def client_of(world: w.World) -> Callable[[str], Client]:
    return lambda name: signed_in(world.people[name], world.eikvag)


ClientOf = Callable[[str], Client]


def brought() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (SIDE, SIDE), "green").save(out, "PNG")
    return SimpleUploadedFile("tegning.png", out.getvalue(), "image/png")


def test_the_child_chooses_and_everyone_sees_it(log: Log, client_of: ClientOf) -> None:
    elias = client_of("elias")
    assert "Hva liker du?" in elias.get(f"/logg/{log.pk}/bilde/").content.decode()
    done = elias.post(f"/logg/{log.pk}/bilde/", {"picture": "rocket"})
    assert (done.status_code, done["Location"]) == (302, f"/logg/{log.pk}/")
    for name, page in (("marte", "/min-side/?bli=1"), ("ragnhild", f"/logg/{log.pk}/")):
        assert "/pictures/rocket" in client_of(name).get(page).content.decode()
    history = client_of("marte").get(f"/logg/{log.pk}/historie/").content.decode()
    assert "valgte et nytt bilde" in history
    for wrong in ("../../x", "", "<b>"):
        assert elias.post(f"/logg/{log.pk}/bilde/", {"picture": wrong}).status_code == 422
    assert Log.objects.using("owner").get(pk=log.pk).picture == "rocket"
    elias.post(f"/logg/{log.pk}/bilde/", {"picture": "none"})
    assert Log.objects.using("owner").get(pk=log.pk).picture == "none"


def test_one_of_ones_own_is_small_and_seen_by_those_who_read_the_log_alone(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    assert client_of("marte").post(f"/logg/{log.pk}/bilde/", {"own": brought()}).status_code == 302
    kept = File.objects.using("owner").get(log=log)
    address = f"/bilde/{kept.pk}/"
    assert max(Image.open(BytesIO(bytes(kept.content))).size) < SIDE
    assert address in client_of("kari").get(f"/logg/{log.pk}/").content.decode()
    readings = Reading.objects.using("owner").filter(log=log)
    before = readings.count()
    for name in ("kari", "elias", "ragnhild"):
        assert client_of(name).get(address)["Content-Type"] == "image/jpeg"
    assert readings.count() == before  # the page it is on has left the record
    nothing = f"/bilde/{log.pk}/"
    for name in ("liv", "tor", "henrik", "nils"):
        stranger = client_of(name)
        assert stranger.get(address).status_code == 404
        assert stranger.get(address).content == stranger.get(nothing).content
    assert Client().get(address).status_code == 302


def test_what_was_sent_along_with_a_message_is_not_found_there(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    client_of("marte").post(f"/logg/{log.pk}/bilde/", {"own": brought()})
    File.objects.using("owner").filter(log=log).update(kind="picture")
    kept = File.objects.using("owner").get(log=log)
    assert client_of("kari").get(f"/bilde/{kept.pk}/").status_code == 404
    assert client_of("kari").get(f"/logg/{log.pk}/fil/{kept.pk}/").status_code == 200


@pytest.mark.requirement("H4", "M5")
def test_a_measures_picture_is_hidden_with_the_measure(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    ids: dict[str, UUID] = make_full(world, log)
    address = f"/logg/{log.pk}/tiltak/{ids['due']}/bilde/"
    assert client_of("kari").post(address, {"own": brought()}).status_code == 302
    kept = File.objects.using("owner").get(log=log)
    marte, elias = client_of("marte"), client_of("elias")
    for page in (f"/logg/{log.pk}/", f"/logg/{log.pk}/tiltak/{ids['due']}/"):
        assert f"/bilde/{kept.pk}/" in marte.get(page).content.decode()
    assert f"/bilde/{kept.pk}/" in elias.get(f"/logg/{log.pk}/mitt-rom/").content.decode()
    assert client_of("sunniva").get(f"/bilde/{kept.pk}/").status_code == 200
    with acting_as(world.elias.pk):
        about = [ids["due"], ids["sub"], ids["main"]]
        health.mark(w.stand(world.elias, log), about, True, at=w.now())
    assert client_of("sunniva").get(f"/bilde/{kept.pk}/").status_code == 404
    assert elias.get(f"/bilde/{kept.pk}/").status_code == 200


def test_a_picture_may_be_taken_away_again(world: w.World, log: Log, client_of: ClientOf) -> None:
    ids = make_full(world, log)
    kari, address = client_of("kari"), f"/logg/{log.pk}/tiltak/{ids['due']}/bilde/"
    for picture, kept in (("school", "school"), ("none", "")):
        kari.post(address, {"picture": picture})
        assert Measure.objects.using("owner").get(pk=ids["due"]).picture == kept


def test_the_database_lets_no_picture_be_changed_by_who_does_not_read(
    world: w.World, log: Log
) -> None:
    draft = w.start_draft(world, owner="nora")
    with acting_as(world.kari.pk), pytest.raises(DatabaseError), transaction.atomic():
        Log.objects.filter(pk=draft.pk).update(picture="owl")
    with acting_as(world.tor.pk):
        assert Log.objects.filter(pk=log.pk).update(picture="owl") == 0
    with acting_as(world.kari.pk):
        note = {"reason": "reached", "note_text": "Takk."}
        endings.close(w.stand(world.kari, log), **note, at=w.now())
    with acting_as(world.marte.pk), pytest.raises(DatabaseError), transaction.atomic():
        Log.objects.filter(pk=log.pk).update(picture="owl")
