"""Messages as people use them, and who reads what: by the pages and by the database alike."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from stafett.book.errors import Refused
from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent import endings, withdrawal
from stafett.logs import baton
from stafett.logs.models import File, Log
from stafett.messages import actions
from stafett.messages.actions import Letter
from stafett.messages.models import Message, Opened
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L7", "L8", "H2", "H4", "H5")]
ClientOf = Callable[[str], Client]
FAMILY = {"elias", "marte", "anders"}
HELPERS = {"kari", "sunniva", "tor", "ragnhild"}
OUTSIDE = {"henrik", "bjorg", "hanne"}


def send(world: w.World, log: Log, by: str, *to: str, **more: Any) -> Message:
    person = world.people[by]
    with acting_as(person.pk):
        letter = Letter("message", "Overskrift", "Hemmelig tekst")
        people = [world.people[name].pk for name in to]
        return actions.send(w.stand(person, log), letter, people, at=w.now(), **more)


def reads(world: w.World, client_of: ClientOf, message: Message) -> set[str]:
    """Who reads a message. Page, list, history and database must say the same of each."""
    log, readers = message.log_id, set()
    for name in FAMILY | HELPERS | OUTSIDE:
        client, base = client_of(name), f"/logg/{log}/"
        page = client.get(f"{base}meldinger/{message.pk}/")
        listed = client.get(f"{base}meldinger/").content.decode()
        told = client.get(f"{base}historie/").content.decode()
        with acting_as(world.people[name].pk):
            rows = Message.objects.filter(pk=message.pk).count()
            entries = Entry.objects.filter(verb="messages.sent", about__contains=[message.pk])
            said = Content.objects.filter(about__contains=[message.pk]).count()
            seen = {bool(rows), entries.exists(), bool(said), page.status_code == 200}
        seen |= {message.title in listed, message.title in told}
        assert len(seen) == 1, (name, seen)
        if seen == {True}:
            readers.add(name)
    return readers


def test_what_is_sent_to_everyone(world: w.World, log: Log, client_of: ClientOf) -> None:
    readers = reads(world, client_of, send(world, log, "kari"))
    assert readers == FAMILY | {"kari", "sunniva", "tor"}, "not who sees the plan alone"


def test_what_is_sent_to_some(world: w.World, log: Log, client_of: ClientOf) -> None:
    assert reads(world, client_of, send(world, log, "sunniva", "marte")) == FAMILY | {
        "kari",
        "sunniva",
    }


def test_a_new_holder_gets_everything_ever_written(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    message = send(world, log, "kari", "marte")
    assert "sunniva" not in reads(world, client_of, message)
    with acting_as(world.kari.pk):
        offer = baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    with acting_as(world.sunniva.pk):
        baton.accept_baton(w.stand(world.sunniva, log), offer.pk, word="", at=w.now())
    assert "sunniva" in reads(world, client_of, message)


def test_who_is_taken_out_loses_them(world: w.World, log: Log, client_of: ClientOf) -> None:
    message = send(world, log, "kari", "sunniva")
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=w.now())
    assert reads(world, client_of, message) == FAMILY | {"kari"}


def test_what_is_marked_as_health_is_hidden_with_its_answers(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    message = send(world, log, "marte", health=True)
    with acting_as(world.anders.pk):
        letter = Letter("message", "", "Svar")
        answer = actions.answer(w.stand(world.anders, log), message.pk, letter, at=w.now())
    with acting_as(world.kari.pk):
        assert not Message.objects.filter(pk__in=[message.pk, answer.pk]).exists()
        assert not Entry.objects.filter(verb__startswith="messages.").exists()
    assert client_of("kari").get(f"/logg/{log.pk}/meldinger/{message.pk}/").status_code == 404


def test_written_answered_and_read_on_the_pages(log: Log, client_of: ClientOf) -> None:
    base = f"/logg/{log.pk}/meldinger/"
    out = BytesIO()
    Image.new("RGB", (30, 30), "green").save(out, "JPEG")
    sent = {
        "title": "Møte om Elias",
        "text": "Velkommen.",
        "to": "everyone",
        "kind": "invitation",
        "opened_at": "1",
        "attached": [
            SimpleUploadedFile("IMG_1.jpg", out.getvalue()),
            SimpleUploadedFile("plan.exe", b"%PDF-1.7"),
        ],
    }
    assert client_of("kari").post(f"{base}ny/", sent).status_code == 302
    (message,) = Message.objects.using("owner").filter(log=log)
    kept = File.objects.using("owner").filter(log=log).order_by("name")
    assert [each.name for each in kept] == ["IMG_1.jpg", "plan.pdf"]
    marte, address = client_of("marte"), f"{base}{message.pk}/"
    assert "Ikke lest" in marte.get(base).content.decode()
    page = marte.get(address).content.decode()
    assert f"/fil/{kept[0].pk}/" in page
    assert "Ikke lest" not in marte.get(base).content.decode()
    assert marte.post(address, {"text": "Vi kommer.", "opened_at": "1"}).status_code == 302
    page = client_of("kari").get(address).content.decode()
    assert "Vi kommer." in page
    assert "Lest av" in page
    assert "Marte Berg" in page.split("Lest av")[1]


def test_sent_twice_it_is_said_once(log: Log, client_of: ClientOf) -> None:
    sent = {"title": "A", "text": "B", "to": "everyone", "opened_at": str(log.book.count)}
    kari = client_of("kari")
    for _ in range(2):
        assert kari.post(f"/logg/{log.pk}/meldinger/ny/", sent).status_code == 302
    assert Message.objects.using("owner").filter(log=log).count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"to": ""}, "Velg hvem meldingen er til."),
        ({"to": "some"}, "Kryss av for noen."),
        ({"title": ""}, "hva det handler om"),
        ({"attached": SimpleUploadedFile("x.jpg", b"MZ\x90\x00")}, "x.jpg: Vi kan ikke ta imot"),
    ],
)
def test_what_was_typed_is_kept_and_nothing_goes_out(
    log: Log, client_of: ClientOf, change: dict[str, Any], says: str
) -> None:
    sent = {"title": "A", "text": "Det jeg skrev.", "to": "everyone"} | change
    answer = client_of("kari").post(f"/logg/{log.pk}/meldinger/ny/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Det jeg skrev." in page
    assert not Message.objects.using("owner").filter(log=log).exists()


def test_everyone_and_some_people_is_asked_about_and_not_guessed(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    sent = {"title": "A", "text": "B", "to": "everyone", "people": [str(world.marte.pk)]}
    answer = client_of("kari").post(f"/logg/{log.pk}/meldinger/ny/", sent)
    assert answer.status_code == 422
    assert "Er den til dem eller til alle?" in answer.content.decode()


def test_each_kind_begins_with_its_text_in_the_writers_language(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    kari, base = client_of("kari"), f"/logg/{log.pk}/meldinger/ny/?slag="
    assert "Det Elias vil si" in kari.get(f"{base}invitation").content.decode()
    assert "Dette snakket vi om" in kari.get(f"{base}note").content.decode()
    type(world.kari).objects.using("owner").filter(pk=world.kari.pk).update(language="nn")
    assert "Dette snakka vi om" in client_of("kari").get(f"{base}note").content.decode()


def test_when_the_child_reads_only_the_child_sees_it(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    message = send(world, log, "kari")
    address = f"/logg/{log.pk}/meldinger/{message.pk}/"
    assert client_of("elias").get(address).status_code == 200
    assert Opened.objects.using("owner").filter(person=world.elias.pk).count() == 1
    assert "Lest av" not in client_of("kari").get(address).content.decode()
    with acting_as(world.marte.pk):
        assert not Opened.objects.filter(person=world.elias.pk).exists()


def test_my_page_says_that_somebody_has_written_and_not_what(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    send(world, log, "kari", "sunniva")
    page = client_of("sunniva").get("/min-side/").content.decode()
    assert "1 melding i loggen til Elias som du ikke har lest" in page
    assert "Overskrift" not in page
    for other in ("kari", "tor", "ragnhild"):
        assert "ikke har lest" not in client_of(other).get("/min-side/").content.decode()


def test_what_was_written_before_somebody_came_does_not_wait(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        before = w.now() - timedelta(hours=1)
        actions.send(place, Letter("message", "Før", "x"), (), at=before)
    assert "ikke har lest" not in client_of("sunniva").get("/min-side/").content.decode()


def test_a_closed_log_takes_no_messages_and_keeps_what_was_written(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    sent = {"title": "A", "text": "Det jeg skrev.", "to": "everyone"}
    answer = client_of("marte").post(f"/logg/{log.pk}/meldinger/ny/", sent)
    assert answer.status_code == 409
    assert "Det jeg skrev." in answer.content.decode()


def test_nothing_is_sent_to_who_sees_the_plan_alone_or_is_not_in_the_log(
    world: w.World, log: Log
) -> None:
    for stranger in ("ragnhild", "henrik"):
        with pytest.raises(Refused):
            send(world, log, "kari", stranger)
    with pytest.raises(Refused):
        send(world, log, "ragnhild")


def test_the_database_takes_no_message_in_anothers_name_nor_without_an_audience(
    world: w.World, log: Log
) -> None:
    message = send(world, log, "kari")

    def save(first: UUID | None, by: str, log_id: UUID = log.pk) -> None:
        with transaction.atomic():
            Message(
                log_id=log_id, by_id=world.people[by].pk, at=w.now(), text="x", first_id=first
            ).save(force_insert=True)

    with acting_as(world.sunniva.pk):
        for first, by in ((message.pk, "kari"), (None, "sunniva")):
            with pytest.raises(DatabaseError):
                save(first, by)
        save(message.pk, "sunniva")
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(text="y")


def test_the_pages_ask_as_many_questions_for_many_as_for_few(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    def asked() -> list[int]:
        counts = []
        for address in (base, f"{base}{first.pk}/"):
            with CaptureQueriesContext(connections["default"]) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    base, client = f"/logg/{log.pk}/meldinger/", client_of("kari")
    first = send(world, log, "anders")
    few = asked()
    for name in ("marte", "sunniva", "tor"):
        send(world, log, name)
        with acting_as(world.people[name].pk):
            by = w.stand(world.people[name], log)
            actions.answer(by, first.pk, Letter("message", "", "Svar"), at=w.now())
            actions.opened(by, Message.objects.filter(log=log), at=w.now())
    assert asked() == few
