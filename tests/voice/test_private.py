"""What the child writes is the child's alone until the child shares it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from stafett.archive.printed import print_log
from stafett.book.errors import Refused
from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.hidden import EVERYTHING
from stafett.logs.models import Log
from stafett.voice.actions import private, telling
from stafett.voice.models import PrivateWords, Told, ToldTo
from tests import world as w
from tests.archive.reader import tight
from tests.archive.reader import words as words_in
from tests.clients import knocking
from tests.logins import as_worker
from tests.walls.markers.looking import finds, in_sql

pytestmark = pytest.mark.django_db
SECRET = "Jeg er redd for de store i garderoben."
AROUND = ("marte", "anders", "kari", "sunniva", "ragnhild", "bjorg", "henrik", "tor", "liv")
ClientOf = Callable[[str], Client]


def write(client: Client, log: Log, text: str = SECRET) -> str:
    """Write in the room; where the words then stand."""
    answer = client.post(f"/logg/{log.pk}/mitt-rom/", {"feeling": "bad", "text": text})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def owners(model: Any) -> Any:
    return model.objects.using("owner")


def everywhere(log: Log, words: str) -> list[str]:
    base = f"/logg/{log.pk}/"
    return [
        "/min-side/?bli=1",
        base,
        f"{base}historie/",
        f"{base}barnets-stemme/",
        f"{base}mitt-rom/",
        f"{base}innsyn/",
        words,
        f"{words}endre/",
        f"{words}kast/",
    ]


@pytest.mark.requirement("M6", "M11", "M14")
def test_nobody_else_finds_what_the_child_writes(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    entries = owners(Entry).count()
    elias = client_of("elias")
    words = write(elias, log)
    assert SECRET in elias.get(words).content.decode()
    assert SECRET in elias.get(f"/logg/{log.pk}/mitt-rom/").content.decode()
    for name in AROUND:
        client = client_of(name)
        for address in everywhere(log, words):
            page = client.get(address).content.decode()
            assert SECRET not in page, (name, address)
        for address in everywhere(log, words)[-3:]:
            assert client.get(address).status_code == 404, (name, address)
            assert client.post(address, {"who": "all", "text": "x"}).status_code == 404
    assert owners(Entry).count() == entries
    assert owners(PrivateWords).get().text == SECRET


@pytest.mark.requirement("M11")
def test_the_database_shows_and_takes_it_for_the_child_alone(world: w.World, log: Log) -> None:
    with acting_as(world.elias.pk):
        place = w.stand(world.elias, log)
        kept = private.keep(place, kind="not_working", feeling="", text=SECRET, at=w.now())
    for name in AROUND:
        with acting_as(world.people[name].pk):
            assert not PrivateWords.objects.exists(), name
            assert PrivateWords.objects.update(text="x") == 0
            assert PrivateWords.objects.all().delete()[0] == 0
    for name in ("marte", "kari"):
        with acting_as(world.people[name].pk):
            forged = PrivateWords(
                log_id=log.pk, by_id=world.elias.pk, kind="how", written_at=w.now()
            )
            with pytest.raises(DatabaseError), transaction.atomic():
                forged.save(force_insert=True)
            own = PrivateWords(
                log_id=log.pk, by_id=world.people[name].pk, kind="how", written_at=w.now()
            )
            with pytest.raises(DatabaseError), transaction.atomic():
                own.save(force_insert=True)
    assert owners(PrivateWords).get(pk=kept.pk).text == SECRET


@pytest.mark.requirement("M11")
def test_the_worker_reads_neither_it_nor_what_one_was_told(world: w.World, log: Log) -> None:
    with acting_as(world.elias.pk):
        place = w.stand(world.elias, log)
        private.keep(place, kind="how", feeling="bad", text=SECRET, at=w.now())
        telling.ask_for_talk(place, world.sunniva.pk, text="Om gym.", at=w.now())
    with as_worker():
        for model in (PrivateWords, ToldTo):
            with pytest.raises(DatabaseError), transaction.atomic():
                list(model.objects.all())
        assert not Told.objects.exists()
    # Not even if somebody grants the right by mistake.
    with connections["owner"].cursor() as cursor:
        cursor.execute("GRANT SELECT ON voice_privatewords, voice_toldto TO stafett_worker")
    try:
        with as_worker():
            assert not PrivateWords.objects.exists()
            assert not ToldTo.objects.exists()
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("REVOKE ALL ON voice_privatewords, voice_toldto FROM stafett_worker")


@pytest.mark.requirement("M11", "C15")
def test_told_to_one_it_is_for_that_one_alone(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    entries, elias = owners(Entry).count(), client_of("elias")
    words = write(elias, log)
    answer = elias.post(words, {"who": [str(world.sunniva.pk)]})
    assert answer.status_code == 302
    assert not owners(PrivateWords).exists()
    told = f"/logg/{log.pk}/barnets-stemme/"
    assert SECRET in client_of("sunniva").get(told).content.decode()
    for name in ("marte", "anders", "kari"):
        client = client_of(name)
        for address in everywhere(log, words):
            assert SECRET not in client.get(address).content.decode(), (name, address)
        with acting_as(world.people[name].pk):
            assert not Told.objects.exists()
            assert not ToldTo.objects.exists()
    # A number that is missing in the book would tell the others of it.
    assert owners(Entry).count() == entries
    assert client_of("sunniva").get("/min-side/").content.decode().count(SECRET) == 0


@pytest.mark.requirement("M6", "A10")
def test_told_to_everyone_it_comes_into_the_log_with_its_words(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    elias = client_of("elias")
    words = write(elias, log, "Kari bør vente ute.")
    assert elias.post(words, {"who": ["all", str(world.kari.pk)]}).status_code == 302
    for name in ("marte", "kari", "sunniva"):
        for place in ("barnets-stemme/", "historie/"):
            page = client_of(name).get(f"/logg/{log.pk}/{place}").content.decode()
            assert "Kari bør vente ute." in page, (name, place)
    entry = owners(Entry).get(verb="voice.how_told")
    content = owners(Content).get(book_id=log.pk, number=entry.number)
    assert content.data["text"] == "Kari bør vente ute."
    # Who sees the plan alone does not hear the child.
    ragnhild = client_of("ragnhild")
    assert ragnhild.get(f"/logg/{log.pk}/barnets-stemme/").status_code == 404
    assert "vente ute" not in ragnhild.get(f"/logg/{log.pk}/historie/").content.decode()
    with acting_as(world.ragnhild.pk):
        assert not Told.objects.exists()
        assert not Content.objects.filter(book_id=log.pk, number=entry.number).exists()


@pytest.mark.requirement("M11", "H5")
def test_the_print_has_only_what_everyone_was_told(world: w.World, log: Log) -> None:
    with acting_as(world.elias.pk):
        place = w.stand(world.elias, log)
        private.keep(place, kind="how", feeling="bad", text=SECRET, at=w.now())
        telling.ask_for_talk(place, world.sunniva.pk, text="Om gymmen.", at=w.now())
        words = private.keep(place, kind="how", feeling="good", text="Fotball!", at=w.now())
        telling.share(place, words.pk, chosen=None, at=w.now())
    with as_worker():
        fresh = Log.objects.select_related("book", "owner", "unit", "municipality").get(pk=log.pk)
        printed = print_log(fresh, EVERYTHING, language="nb", until=fresh.book.count, at=w.now())
    text = words_in(printed.pdf)
    assert tight("fortalte alle") in text
    assert tight(SECRET) not in text
    assert "gymmen" not in text


@pytest.mark.requirement("M6")
def test_it_can_be_changed_and_thrown_away_before_but_not_after(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    elias = client_of("elias")
    words = write(elias, log)
    assert elias.post(f"{words}endre/", {"feeling": "bad", "text": "Noe annet."}).status_code == 302
    assert owners(PrivateWords).get().text == "Noe annet."
    assert elias.post(f"{words}kast/").status_code == 302
    assert not owners(PrivateWords).exists()
    words = write(elias, log)
    elias.post(words, {"who": ["all"]})
    told = owners(Told).get()
    for ending in ("endre/", "kast/"):
        assert elias.post(words + ending, {"text": "x"}).status_code == 404
    assert elias.post(words, {"who": ["all"]}).status_code == 302  # pressed twice
    assert owners(Told).get().text == told.text
    with acting_as(world.elias.pk), pytest.raises(DatabaseError), transaction.atomic():
        Told.objects.update(text="x")


def test_a_child_tells_only_those_who_can_read_it(world: w.World, log: Log) -> None:
    for name in ("ragnhild", "tor", "elias"):
        with acting_as(world.elias.pk):
            place = w.stand(world.elias, log)
            with pytest.raises(Refused):
                telling.ask_for_talk(place, world.people[name].pk, text="", at=w.now())
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        with pytest.raises(Refused):
            private.keep(place, kind="how", feeling="bad", text="x", at=w.now())


def test_an_empty_form_is_answered_and_what_was_typed_is_kept(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    elias = client_of("elias")
    room = f"/logg/{log.pk}/mitt-rom/"
    answer = elias.post(room, {"text": "  "})
    assert answer.status_code == 422
    assert "Velg et ansikt eller skriv noe først." in answer.content.decode()
    answer = elias.post(room, {"feeling": "splendid", "text": "Hei på deg"})
    assert answer.status_code == 422
    assert "Hei på deg" in answer.content.decode()
    words = write(elias, log)
    answer = elias.post(words, {})
    assert answer.status_code == 422
    assert SECRET in answer.content.decode()


def test_in_a_closed_log_it_is_still_the_childs_to_read_and_throw_away(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    elias = client_of("elias")
    words = write(elias, log)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    assert SECRET in elias.get(words).content.decode()
    answer = elias.post(f"/logg/{log.pk}/mitt-rom/", {"text": "Enda mer å si."})
    assert answer.status_code == 409
    assert "Enda mer å si." in answer.content.decode()
    assert elias.post(words, {"who": ["all"]}).status_code == 409
    assert elias.post(f"{words}kast/").status_code == 302
    assert not owners(PrivateWords).exists()


@pytest.mark.requirement("M11", "D26")
def test_the_one_who_is_asked_says_that_it_is_read(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    elias, sunniva = client_of("elias"), client_of("sunniva")
    ask = {"helper": str(world.sunniva.pk), "text": ""}
    assert elias.post(f"/logg/{log.pk}/mitt-rom/prat/", ask).status_code == 302
    told: UUID = owners(Told).get().pk
    assert "Elias vil snakke med deg" in sunniva.get("/min-side/").content.decode()
    for name in ("kari", "marte"):
        page = client_of(name).get("/min-side/?bli=1").content.decode()
        assert "vil snakke med deg" not in page
        client_of(name).post(f"/logg/{log.pk}/barnets-stemme/", {"told": str(told)})
        assert owners(ToldTo).get().heard_at is None
    sunniva.post(f"/logg/{log.pk}/barnets-stemme/", {"told": str(told)})
    assert owners(ToldTo).get().heard_at is not None
    assert "vil snakke med deg" not in sunniva.get("/min-side/").content.decode()
    assert "Sunniva har lest det." in elias.get(f"/logg/{log.pk}/mitt-rom/").content.decode()


@pytest.mark.slow
@pytest.mark.requirement("M11", "H1")
def test_a_marker_in_it_is_found_by_nobody_anywhere(world: w.World, log: Log) -> None:
    """At every address, in every table that web may read: only the child, and whom it tells."""
    with acting_as(world.elias.pk):
        place = w.stand(world.elias, log)
        private.keep(place, kind="not_working", feeling="", text="qzalene", at=w.now())
        telling.ask_for_talk(place, world.sunniva.pk, text="qzbetrodd", at=w.now())
    tables = {"qzalene": "voice_privatewords", "qzbetrodd": "voice_told"}
    see = {"qzalene": {"elias"}, "qzbetrodd": {"elias", "sunniva"}}
    for name in ("elias", *AROUND):
        places = finds(knocking(world.people[name], world.eikvag), [log], *tables)
        for marker, table in tables.items():
            found = in_sql(world.people[name], marker)
            assert found == ([table] if name in see[marker] else []), (marker, name)
            assert bool(places[marker]) == (name in see[marker]), (marker, name, places)
