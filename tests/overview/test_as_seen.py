"""Whoever lets somebody in can see the log as that person does, and no more than they may see."""

import re
from uuid import uuid4

import pytest

from stafett.consent.models import Consent, Named
from stafett.logs.models import Log, Reading
from tests import health
from tests import world as w
from tests.overview.reading import client_of
from tests.walls.addresses import contents_of_the_database

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G2", "G3")]


@pytest.fixture
def log(world: w.World) -> Log:
    """Sunniva sees the plan alone, by the consent too."""
    log = w.open_log(world, plan_alone=("sunniva",))
    w.agree_plan(world, log)
    return log


def named(world: w.World, log: Log, name: str) -> Named:
    rows = Named.objects.using("owner").filter(log_id=log.pk, person=world.people[name])
    return rows.order_by("-consent__version")[0]


def address(world: w.World, log: Log, name: str) -> str:
    who = named(world, log, name)
    return f"/logg/{log.pk}/samtykke/{who.consent_id}/som/{who.pk}/"


def page_of(world: w.World, reader: str, place: str) -> str:
    answer = client_of(world, reader).get(place)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def section(page: str, heading: str) -> str:
    """What stands under a heading, in words alone and without what Stafett asks of the reader."""
    part = page.split(f'id="{heading}"')[1].split("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part.split(">", 1)[1])).strip()


SAME = ("felles", "hovedmal", "laget", "tall", "samtykke", "historien", "pinnen")


@pytest.mark.parametrize("name", ["sunniva", "ragnhild"])
def test_it_is_what_the_real_page_shows_that_person(world: w.World, log: Log, name: str) -> None:
    real = page_of(world, name, f"/logg/{log.pk}/")
    seen = page_of(world, "marte", address(world, log, name))
    for heading in SAME:
        words = (
            section(real, heading)
            .replace("Endre rekkefølgen", "")
            .replace("Endre", "")
            .replace("Avtal et tiltak", "")
        )
        words = words.replace("Sett et delmål", "")
        assert re.sub(r"\s+", " ", words).strip() == section(seen, heading), heading


def test_the_history_is_the_persons_own(world: w.World, log: Log) -> None:
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    for name, told in (("sunniva", False), ("ragnhild", True)):
        who = Named.objects.using("owner").get(
            consent__activated_at__isnull=False, log_id=log.pk, person=world.people[name]
        )
        place = f"/logg/{log.pk}/samtykke/{who.consent_id}/som/{who.pk}/?vis=historien"
        real = page_of(world, name, f"/logg/{log.pk}/historie/")
        seen = page_of(world, "marte", place)
        entries = re.findall(r'<li id="nr-(\d+)"', seen)
        assert entries == re.findall(r'<li id="nr-(\d+)"', real) != []
        assert ("Marte Berg sa ja" in seen or "Anders Berg" in seen) is told


def test_nothing_on_it_leads_on_or_is_sent(world: w.World, log: Log) -> None:
    for query in ("", "?vis=historien"):
        page = page_of(world, "marte", address(world, log, "sunniva") + query)
        assert "<form" not in page
        addresses = set(re.findall(r'href="([^"]*)"', re.sub(r"<use[^>]*>", "", page)))
        allowed = {"?", "?vis=historien", f"/logg/{log.pk}/samtykke/"}
        assert addresses <= allowed, addresses
        assert "Slik ser Sunniva det." in page


def test_before_letting_in_and_without_letting_in(world: w.World, log: Log) -> None:
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    place = address(world, log, "tor")
    page = page_of(world, "marte", place)
    assert "Tor Haugen" in section(page, "laget")
    assert "Hvis alle sier ja, ser Tor dette" in page
    assert f'href="{place}"' in page_of(world, "marte", f"/logg/{log.pk}/samtykke/{version.pk}/")
    assert client_of(world, "tor").get(f"/logg/{log.pk}/").status_code == 404
    assert client_of(world, "tor").get(place).status_code == 404
    version.refresh_from_db(using="owner")
    assert version.state == "asked"


def test_the_record_is_the_readers_and_nothing_else_is_written(world: w.World, log: Log) -> None:
    client = client_of(world, "marte")
    before = contents_of_the_database()
    client.get(address(world, log, "sunniva"))
    after = contents_of_the_database()
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= {"logs_reading", "django_session"}
    rows = Reading.objects.using("owner").filter(log_id=log.pk, kind="as_seen")
    assert [row.person_id for row in rows] == [world.marte.pk]


def test_it_is_for_the_family_and_the_holder_alone(world: w.World, log: Log) -> None:
    place = address(world, log, "sunniva")
    for name in ("elias", "marte", "anders", "kari"):
        assert client_of(world, name).get(place).status_code == 200, name
    for name in ("sunniva", "ragnhild", "tor", "liv", "bjorg", "henrik", "hanne"):
        assert client_of(world, name).get(place).status_code == 404, name
    assert "som/" in page_of(world, "marte", f"/logg/{log.pk}/samtykke/")
    assert "som/" not in page_of(world, "ragnhild", f"/logg/{log.pk}/samtykke/")
    assert client_of(world, "marte").post(place).status_code == 405


def test_not_of_another_log_nor_of_a_consent_that_has_ended(world: w.World, log: Log) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    stranger = named(world, other, "kari")
    mine = named(world, log, "sunniva")
    client = client_of(world, "marte")
    for consent_id, named_id in (
        (stranger.consent_id, stranger.pk),
        (mine.consent_id, stranger.pk),
        (uuid4(), mine.pk),
        (mine.consent_id, uuid4()),
    ):
        place = f"/logg/{log.pk}/samtykke/{consent_id}/som/{named_id}/"
        assert client.get(place).status_code == 404
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    w.answer(world, version, "marte", "anders")
    old = Consent.objects.using("owner").get(pk=mine.consent_id)
    assert old.state == "ended"
    place = f"/logg/{log.pk}/samtykke/{old.pk}/som/{mine.pk}/"
    assert client.get(place).status_code == 404


def test_in_a_draft_the_kinds_of_things_are_told(world: w.World) -> None:
    draft = w.start_draft(world)
    w.ask_consent(world, draft, named=("kari", "sunniva"), plan_alone=("sunniva",))
    plan = page_of(world, "marte", address(world, draft, "sunniva"))
    assert "Ingenting er skrevet ennå." in plan
    assert "Hvem som er spurt og hva de svarte" in plan.split('id="ser-ikke"')[1]
    whole = page_of(world, "marte", address(world, draft, "kari"))
    assert "Alt som har skjedd" in whole.split('id="ser-ikke"')[0]
    assert "Hvem som er spurt og hva de svarte" not in whole
    assert client_of(world, "kari").get(address(world, draft, "sunniva")).status_code == 200
    assert client_of(world, "sunniva").get(address(world, draft, "sunniva")).status_code == 404


MARK = "helsemerke"


@pytest.fixture
def about_health(world: w.World) -> Log:
    """Kari and Sunniva share health information, Ragnhild does not; Nora decides alone."""
    health.of_age(world, "nora", 16)
    log = health.open_health_log(world)
    health.write(world, log, MARK)
    return log


@pytest.mark.parametrize("query", ["", "?vis=historien"])
def test_what_is_about_health_is_shown_as_that_person_sees_it(
    world: w.World, about_health: Log, query: str
) -> None:
    for name, sees in (("sunniva", True), ("ragnhild", False)):
        real = page_of(world, name, f"/logg/{about_health.pk}/{'historie/' if query else ''}")
        seen = page_of(world, "nora", address(world, about_health, name) + query)
        assert (MARK in real) is sees, name
        assert (MARK in seen) is sees, name
        assert ("unntatt det som er merket som helseopplysninger" in seen) is not sees
        assert re.findall(r'<li id="nr-(\d+)"', seen) == re.findall(r'<li id="nr-(\d+)"', real)


def test_nobody_sees_more_of_it_through_another(world: w.World, about_health: Log) -> None:
    """Hanne has no yes from Nora: what Sunniva sees of health is not shown to her."""
    seen = page_of(world, "hanne", address(world, about_health, "sunniva"))
    assert MARK not in seen
    assert "Det du ikke ser selv, vises heller ikke her." in seen
    assert "Det du ikke ser selv" not in page_of(
        world, "nora", address(world, about_health, "sunniva")
    )


def test_whoever_writes_the_question_sees_it_before_it_is_sent(world: w.World, log: Log) -> None:
    """The words that stand in the form are kept on the way."""
    kari = client_of(world, "kari")
    question = f"/logg/{log.pk}/samtykke/nytt/"
    kari.post(question, {"do": "begin", "scopes": "participants"})
    version = Consent.objects.using("owner").get(log_id=log.pk, asked_at=None)
    sunniva = version.named.using("owner").get(person=world.sunniva)
    assert f'value="see:{sunniva.pk}"' in kari.get(question).content.decode()
    sent = {"consent": str(version.pk), "purpose": "Slik er det.", "do": f"see:{sunniva.pk}"}
    answer = kari.post(question, sent)
    assert answer["Location"] == f"/logg/{log.pk}/samtykke/{version.pk}/som/{sunniva.pk}/"
    page = kari.get(answer["Location"]).content.decode()
    assert "Slik ser Sunniva det." in page
    assert f'href="{question}"' in page
    assert "Slik er det." in kari.get(question).content.decode()
    for name in ("marte", "ragnhild", "sunniva"):
        assert client_of(world, name).get(answer["Location"]).status_code == 404
