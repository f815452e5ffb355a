"""Who is mailed, once, and that no mail tells of a child, a service or a log (D1, I4, I5)."""

import threading
from collections import Counter
from dataclasses import replace

import pytest
from django.core import mail as outbox
from django.db import connections
from django.test import Client
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions, assisted
from stafett.identity.session import place_of
from stafett.logs import leaving
from stafett.municipality.models import Municipality, Position
from stafett.notices import letters, reading, sending
from stafett.notices.models import Kept, Letter
from stafett.notices.port import Mail, Post, Smtp, TrainingPost
from stafett.people.models import Contact, Person, Relation
from tests import clients
from tests import world as w
from tests.jobs import run_jobs
from tests.logins import as_worker
from tests.notices.staffing import invite
from tests.overview.whole_life import lives

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    made = w.make_world(next_door="sogndal")
    for name in ("elias", "marte", "anders", "nora", "hanne", "liv"):
        w.save(Contact(person=made.people[name], email=f"{name}@familie.example"))
    return made


def mails() -> list[Kept]:
    return list(Kept.objects.using("owner").order_by("at", "key"))


def got(kind: str) -> Counter[str]:
    return Counter(each.name.split()[0] for each in mails() if each.key.startswith(f"{kind}:"))


@pytest.mark.requirement("D1", "I4")
def test_the_asked_are_told_and_then_those_let_in_once_each(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log, named=("kari", "sunniva", "ragnhild"))
    run_jobs()
    assert got("asked") == {"Marte": 1, "Anders": 1}
    assert got("let_in") == {}
    w.answer(world, version, "marte", "anders")
    run_jobs()
    # Kari started it herself.
    assert got("let_in") == {"Sunniva": 1, "Ragnhild": 1}
    version = w.ask_consent(world, log, named=("kari", "sunniva", "ragnhild", "tor"))
    run_jobs()
    # A family that was asked before is told of each new question.
    assert got("asked") == {"Marte": 2, "Anders": 2}
    w.answer(world, version, "marte", "anders")
    run_jobs()
    assert got("let_in") == {"Sunniva": 1, "Ragnhild": 1, "Tor": 1}


@pytest.mark.requirement("I4")
def test_a_question_asked_anew_is_told_to_those_who_are_let_in_already(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    run_jobs()
    with acting_as(world.kari.pk):
        actions.take_back(w.stand(world.kari, log), version.pk, at=w.now())
    w.ask_consent(world, log)
    run_jobs()
    assert got("asked") == {"Marte": 2, "Anders": 2}


def test_who_has_answered_or_is_asked_no_more_gets_no_mail(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    w.answer(world, version, "marte")
    run_jobs()
    assert got("asked") == {"Anders": 1}
    with acting_as(world.kari.pk):
        actions.take_back(w.stand(world.kari, log), version.pk, at=w.now())
    gone = w.ask_consent(world, log)
    with acting_as(world.kari.pk):
        actions.take_back(w.stand(world.kari, log), gone.pk, at=w.now())
    run_jobs()
    assert got("asked") == {"Anders": 1}


@pytest.mark.requirement("I5")
def test_the_young_get_their_own_invitation(world: w.World) -> None:
    w.ask_consent(world, w.start_draft(world, owner="nora"), said_yes="nora")
    run_jobs()
    assert got("asked_youth") == {"Nora": 1}
    assert got("asked") == {"Hanne": 1}


@pytest.mark.requirement("G4")
def test_somebody_in_whose_name_an_answer_is_recorded_is_told(world: w.World) -> None:
    version = w.ask_consent(world, w.start_draft(world))
    run_jobs()
    with acting_as(world.kari.pk):
        assisted.record_answer(
            w.stand(world.kari, version.log_id),
            version.pk,
            world.anders.pk,
            says_yes=True,
            how="paper",
            said_on=timezone.localdate(),
            text_hash=version.text_hash,
            at=w.now(),
        )
    run_jobs()
    run_jobs()
    assert got("recorded") == {"Anders": 1}


def test_what_is_no_longer_so_is_not_told(world: w.World) -> None:
    log = w.open_log(world)
    assert run_jobs("none") == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE logs_admission SET ended_at = now() WHERE ended_at IS NULL")
    run_jobs()
    assert mails() == []
    assert log.pk


def test_no_mail_says_anything_of_anybody(world: w.World) -> None:
    """After every life a log can have; the names in it are the markers."""
    lives(world)
    run_jobs()
    w.add_family(world, "vilde", 15, [("berit", Relation.MOTHER)], together=False)
    for name in ("vilde", "berit"):
        w.save(Contact(person=world.people[name], email=f"{name}@familie.example"))
    log = w.start_draft(world, starter="sunniva", owner="vilde")
    named = ("sunniva", "ragnhild")
    version = w.ask_consent(world, log, by="sunniva", named=named, said_yes="vilde")
    run_jobs()
    w.answer(world, version, "vilde", "berit")
    run_jobs()
    invite(world)
    gone = Position.objects.using("owner").filter(pk=world.positions["sunniva"].pk)
    gone.update(ended_at=w.now())
    with as_worker():
        leaving.let_go(w.now())
        reading.read_all()
        letters.send_all(w.now())
    run_jobs()
    found = mails()
    assert {each.key.split(":")[0] for each in found} == {
        "asked",
        "asked_youth",
        "recorded",
        "let_in",
        "invitation",
        "unattended",
        "meeting",
        "notices",
    }
    people = Person.objects.using("owner").all()
    secrets = {name for person in people for name in (person.given_name, person.family_name)}
    secrets |= {"Eikvåg", "skole", "barnehage", "PPT", "logg for", "Dagsplan", "samtykke", "barn"}
    for each in found:
        said = f"{each.subject}\n{each.text}"
        assert not [secret for secret in secrets if secret in said], said
        assert not any(character.isdigit() for character in each.subject)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("nb", "Noe nytt i Stafett"),
        ("nn", "Noko nytt i Stafett"),
        ("en", "Something new in Stafett"),
        ("", "Noe nytt i Stafett / Noko nytt i Stafett"),
    ],
)
def test_in_the_readers_language_and_in_both_where_it_is_unknown(
    world: w.World, language: str, subject: str
) -> None:
    Person.objects.using("owner").filter(pk=world.marte.pk).update(language=language)
    w.ask_consent(world, w.start_draft(world))
    run_jobs()
    (mail,) = [each for each in mails() if each.name.startswith("Marte")]
    assert mail.subject == subject
    assert mail.text.count("http://") == (1 if language else 2)


def a_mail(town: Municipality) -> Mail:
    return Mail("key:1", town, "Live", "live@eikvag.example", "Hei", "http://127.0.0.1/")


def test_nothing_leaves_a_training_municipality_and_nothing_is_lost_in_a_real_one(
    world: w.World,
) -> None:
    real = w.found_town("Virkelig", training=False)
    with as_worker():
        for post in (TrainingPost(), Smtp()):
            post.send(a_mail(world.eikvag))
        assert outbox.outbox == []
        with pytest.raises(RuntimeError, match="training"):
            TrainingPost().send(a_mail(real))
        Smtp().send(a_mail(real))
    assert [message.to for message in outbox.outbox] == [["live@eikvag.example"]]
    assert [each.municipality_id for each in mails()] == [world.eikvag.pk]


def test_a_worker_killed_before_the_mail_left_sends_it_and_after_it_not_again(
    world: w.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Mail] = []

    class Broken(Post):
        def send(self, mail: Mail) -> None:
            raise ConnectionError("the worker is gone")

    class Whole(Post):
        def send(self, mail: Mail) -> None:
            sent.append(mail)

    def try_with(post: type[Post]) -> None:
        monkeypatch.setattr(sending, "post", post)
        with as_worker():
            sending.once("key:1", lambda: a_mail(world.eikvag))

    with pytest.raises(ConnectionError):
        try_with(Broken)
    assert Letter.objects.using("owner").get().sent_at is None
    try_with(Whole)
    try_with(Whole)
    assert len(sent) == 1


def test_of_two_workers_at_once_one_sends(world: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one comes while the mail server has not answered the first."""
    sent: list[Mail] = []

    class Slow(Post):
        def send(self, mail: Mail) -> None:
            sent.append(mail)
            if len(sent) == 1:
                other = threading.Thread(target=again)
                other.start()
                other.join(timeout=20)

    def again() -> None:
        with as_worker():
            sending.once("key:1", lambda: a_mail(world.eikvag))
            connections.close_all()

    monkeypatch.setattr(sending, "post", Slow)
    with as_worker():
        sending.once("key:1", lambda: a_mail(world.eikvag))
    assert len(sent) == 1


def test_everybody_sees_the_training_mails_and_nobody_others(world: w.World) -> None:
    real = w.found_town("Aker", training=False)
    w.save(Kept(municipality=real, key="x", name="x", address="x@x.example", at=w.now()))
    w.ask_consent(world, w.start_draft(world))
    run_jobs()
    for browser in (clients.signed_in(world.kari, world.eikvag), _visitor_of(world.eikvag)):
        page = browser.get("/opplaering/e-post/").content.decode()
        assert "marte@familie.example" in page
        assert "x@x.example" not in page
    assert clients.signed_in(world.kari, real).get("/opplaering/e-post/").status_code == 404
    with acting_as(world.kari.pk):
        assert not Kept.objects.filter(municipality=real).exists()


def test_the_file_that_came_with_a_training_mail_is_read(world: w.World) -> None:
    with as_worker():
        mail = replace(a_mail(world.eikvag), calendar=b"BEGIN:VCALENDAR\r\n")
        TrainingPost().send(mail)
    key = Kept.objects.using("owner").get(key=mail.key).pk
    address = f"/opplaering/e-post/{key}/stafett.ics"
    browser = _visitor_of(world.eikvag)
    assert f'href="{address}"' in browser.get("/opplaering/e-post/").content.decode()
    assert browser.get(address).content == b"BEGIN:VCALENDAR\r\n"
    other = w.found_town("Lillevik")
    assert _visitor_of(other).get(address)["Location"] == "/opplaering/e-post/"


def _visitor_of(town: Municipality) -> Client:
    """A visitor whose pages carry this municipality's name."""
    browser = Client()
    session = browser.session
    session["place"] = place_of(town)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser
