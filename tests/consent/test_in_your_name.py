"""An answer that staff wrote down: the one whose name it has sees it, and can undo it (G4)."""

from datetime import timedelta

import pytest

from stafett.consent.models import Consent
from stafett.logs.models import Log, Reading
from tests import world as w

from .pages import address, asked, client_of, make_school_world, question_of, say, words
from .test_pages_record import send

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G4")]
TOLD = "Kari Nesheim har skrevet ned at du sa ja"


@pytest.fixture
def world() -> w.World:
    return make_school_world()


def page(log: Log) -> str:
    return address(log, "samtykke", question_of(log).pk)


def test_they_are_told_on_my_page_until_they_have_read_of_it(world: w.World) -> None:
    log = asked(world)
    assert send(world, log, "anders").status_code == 302
    anders = client_of(world, "anders")
    assert TOLD in words(anders.get("/min-side/"))
    assert TOLD not in words(client_of(world, "marte").get("/min-side/"))
    said = words(anders.get(page(log)))
    for part in ("Kari Nesheim noterte", "på papir", "Dette har jeg ikke sagt"):
        assert part in said
    assert "Dette har jeg ikke sagt" not in words(client_of(world, "marte").get(page(log)))


def test_who_did_not_say_it_closes_the_question(world: w.World) -> None:
    log = asked(world)
    send(world, log, "anders")
    anders = client_of(world, "anders")
    assert anders.post(page(log), {"do": "wrong"}, follow=True).status_code == 200
    question = question_of(log)
    assert (question.state, question.end) == ("ended", "disputed")
    assert say(world, log, "marte").status_code == 409
    assert Log.objects.using("owner").get(pk=log.pk).state == "draft"
    # Who asks is told, and may ask anew.
    kari = client_of(world, "kari")
    wrong = "Et svar du skrev opp om Elias, er feil"
    assert wrong in words(kari.get("/min-side/"))
    assert wrong not in words(client_of(world, "marte").get("/min-side/?bli"))
    again = address(log, "samtykke", "nytt")
    said = words(kari.get(again))
    assert "Anders Berg sier at svaret du skrev opp, er feil" in said
    assert "Stafettpinnen går til en annen tjeneste" not in said  # there is no log yet
    kari.post(again, {"do": "begin"})
    assert question_of(log).scopes == ["open"]
    assert wrong not in words(kari.get("/min-side/"))


def test_nobody_undoes_an_own_or_anothers_answer_so(world: w.World) -> None:
    log = asked(world)
    say(world, log, "marte")
    send(world, log, "anders")
    # With the last yes it counts, and is withdrawn instead.
    question = question_of(log)
    assert question.state == "active"
    for who, status in (("marte", 422), ("anders", 409)):
        assert client_of(world, who).post(page(log), {"do": "wrong"}).status_code == status
    said = words(client_of(world, "anders").get(address(log, "samtykke")))
    assert "Et ja er skrevet ned i ditt navn" in said
    assert "Et ja er skrevet ned" not in words(
        client_of(world, "marte").get(address(log, "samtykke"))
    )
    assert Consent.objects.using("owner").get(pk=question.pk).state == "active"


def test_read_once_it_is_no_longer_told(world: w.World) -> None:
    log = asked(world)
    send(world, log, "anders")
    anders = world.people["anders"]
    later = w.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    w.save(Reading(log=log, person=anders, minute=later, kind="plan", role="asked"))
    assert TOLD in words(client_of(world, "anders").get("/min-side/"))
    w.save(Reading(log=log, person=anders, minute=later, kind="consent", role="asked"))
    assert TOLD not in words(client_of(world, "anders").get("/min-side/"))
