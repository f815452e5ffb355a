"""Who is told that something is new: those who may read it, by the wall's own answer, and once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.utils import timezone

from stafett.book.models import Entry, Place
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.messages import actions as messages
from stafett.messages.actions import Letter as Words
from stafett.notices import letters, reading, rules
from stafett.notices.models import Kept, Notice, Preference
from stafett.people.models import Contact, Person
from stafett.plan import actions as plan
from stafett.plan.models import Measure
from stafett.telling.words import SENTENCES
from tests import world as w
from tests.logins import as_worker
from tests.walls.full import fill

pytestmark = pytest.mark.django_db
NAMES = ("elias", "marte", "anders")
OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 11, 23, 12, tzinfo=OSLO)


@pytest.fixture
def world() -> w.World:
    made = w.make_world()
    for name in NAMES:
        w.save(Contact(person=made.people[name], email=f"{name}@familie.example", phone="01234567"))
    return made


@pytest.fixture
def log(world: w.World) -> Log:
    """An open log whose news everybody has heard."""
    made = w.open_log(world, plan_alone=("ragnhild",))
    read()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM notices_notice")
    return made


def read() -> None:
    with as_worker():
        reading.read_all()


def send(now: datetime | None = None) -> None:
    with as_worker():
        letters.send_all(now or timezone.now())


def write(world: w.World, log: Log, *to: str, by: str = "kari") -> None:
    with acting_as(world.people[by].pk):
        place = w.stand(world.people[by], log)
        chosen = [world.people[name].pk for name in to]
        messages.send(place, Words("note", "Samtale", "Vi snakket."), chosen, at=w.now())


def told() -> list[str]:
    """Who has something waiting, by given name."""
    notices = Notice.objects.using("owner").select_related("person")
    return sorted(each.person.given_name for each in notices)


def got() -> list[Kept]:
    return list(Kept.objects.using("owner").filter(key__startswith="notices:").order_by("name"))


def wants(person: Person, **how: str) -> None:
    w.save(Preference(person=person, at=w.now(), **how))


@pytest.mark.requirement("H1", "H2", "H4")
def test_those_are_told_who_may_read_it_by_the_walls_own_answer(world: w.World, log: Log) -> None:
    """After everything that a log can hold: as many as PostgreSQL shows the entry to, less who did
    it. Whom it was given to, and who coordinates, are told of the rest."""
    Contact.objects.using("owner").all()._raw_delete("owner")  # `fill` writes them
    fill(world, log)
    write(world, log, "sunniva")
    read()
    everyone = [verb for verb, whom in rules.TOLD.items() if whom is rules.Whom.READERS]
    entries = Entry.objects.using("owner").filter(book=log.pk, verb__in=everyone, number__gt=0)
    place = Place.objects.using("owner").get(reader="notices", book=log.pk)
    assert place.number == Entry.objects.using("owner").filter(book=log.pk).count()
    before = {"logs.opened", "consent.activated"}
    expected = set()
    for person in world.people.values():
        with acting_as(person.pk), connection.cursor() as cursor:
            cursor.execute("SELECT number FROM book_content WHERE book_id = %s", [log.pk])
            seen = {number for (number,) in cursor.fetchall()}
        expected |= {
            (person.pk, each.number)
            for each in entries
            if each.number in seen and each.actor_id != person.pk and each.verb not in before
        }
    news = Notice.objects.using("owner").filter(kind="news", number__in=entries.values("number"))
    assert set(news.values_list("person_id", "number")) == expected
    assert len(expected) > 10


def test_every_verb_that_is_told_is_one_that_the_book_has() -> None:
    assert set(rules.TOLD) <= set(SENTENCES)


@pytest.mark.requirement("H4")
def test_a_message_to_one_is_told_to_that_one_and_to_the_family(world: w.World, log: Log) -> None:
    write(world, log, "kari", by="sunniva")
    read()
    assert told() == ["Anders", "Elias", "Kari", "Marte"]
    assert Notice.objects.using("owner").count() == 4
    read()
    assert Notice.objects.using("owner").count() == 4


@pytest.mark.requirement("K11")
def test_who_is_given_a_measure_is_told_and_not_who_wrote_it(world: w.World, log: Log) -> None:
    (measure,) = w.agree_plan(world, log, measures=1)  # Kari's own
    read()
    assert told() == []
    people = (world.kari.pk, world.marte.pk)
    with acting_as(world.sunniva.pk):
        now = Measure.objects.get(pk=measure)
        words = plan.MeasureText("Ny plan", "", "unit", "", None, now.deadline, people)
        plan.change_measure(w.stand(world.sunniva, log), measure, words, opened_at=9999, at=w.now())
    read()
    assert told() == ["Kari", "Marte"]


@pytest.mark.requirement("H6")
def test_who_has_lost_access_since_hears_nothing(world: w.World, log: Log) -> None:
    write(world, log)
    read()
    assert "Sunniva" in told()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE logs_admission SET ended_at = now() WHERE person_id = %s", [world.sunniva.pk]
        )
    send()
    assert [each.name.split()[0] for each in got()] == ["Anders", "Elias", "Marte"]
    assert not Notice.objects.using("owner").filter(done_at=None).exists()


def test_several_things_are_one_mail_without_a_word_of_any(world: w.World, log: Log) -> None:
    write(world, log)
    write(world, log)
    read()
    send()
    send()
    assert len(got()) == 4
    for each in got():
        said = f"{each.subject}\n{each.text}"
        names = {name for one in world.people.values() for name in str(one).split()}
        hidden = names | {"Eikvåg", "skole", "Samtale", "snakket", str(log.pk)}
        assert not [word for word in hidden if word in said]
        assert "/min-side/\n" in said


def test_each_chooses_when_and_by_what(world: w.World, log: Log) -> None:
    wants(world.marte, how="daily")
    wants(world.anders, how="never")
    wants(world.elias, how="at_once", way="text")
    write(world, log)
    read()
    Notice.objects.using("owner").update(at=NOON)
    send(NOON.replace(hour=23))
    assert [each.name for each in got()] == ["Sunniva Aas"]
    send(NOON + timedelta(hours=19, minutes=1))  # a minute past seven the next morning
    assert [(each.name, each.address) for each in got()] == [
        ("Elias Berg", "01234567"),
        ("Marte Berg", "marte@familie.example"),
        ("Sunniva Aas", "sunniva@eikvag.example"),
    ]
    assert got()[0].subject == ""


@pytest.mark.parametrize(
    ("since", "digest"),
    [((22, 6, 59), (22, 7)), ((22, 7, 0), (23, 7)), ((22, 23, 0), (23, 7))],
)
def test_the_digest_comes_on_the_first_morning(
    since: tuple[int, int, int], digest: tuple[int, int]
) -> None:
    waited = datetime(2026, 11, *since, tzinfo=OSLO)
    assert rules.next_digest(waited) == datetime(2026, 11, *digest, tzinfo=OSLO)


@pytest.mark.requirement("E6")
def test_a_leader_is_told_that_a_log_is_opened_and_nothing_of_it(world: w.World) -> None:
    w.open_log(world)
    read()
    leads = Notice.objects.using("owner").filter(kind="leads").select_related("person")
    assert [each.person for each in leads] == [world.bjorg]
    send()
    (mail,) = [each for each in got() if each.name.startswith("Bjorg")]
    assert "leder" in mail.text
    assert "Elias" not in mail.text


def test_what_happened_long_ago_is_no_news(world: w.World, log: Log) -> None:
    write(world, log)
    with as_worker():
        reading.read(log.pk, at=w.now() + rules.FRESH_FOR + timedelta(minutes=1))
    assert told() == []
