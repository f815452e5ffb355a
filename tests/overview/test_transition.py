"""A child goes on to another service, led step by step by what has been done (O1–O5)."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Consent, OralConsent
from stafett.logs import baton
from stafett.logs.models import Log
from stafett.meetings.actions import calling
from stafett.meetings.models import Kind
from stafett.municipality.models import Role
from stafett.notices import reading
from stafett.notices.models import Notice
from stafett.overview.transition import Step, Transition
from tests import world as w
from tests.clients import signed_in
from tests.logins import as_worker

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O1", "O2", "O3")]


@pytest.fixture
def world() -> w.World:
    made = w.make_world()
    w.add_staff(made, "lena", "Berge", made.kindergarten, "Styrer", Role.LEADER)
    return made


@pytest.fixture
def log(world: w.World) -> Log:
    """Kari and Sunniva of the school; Ragnhild of the kindergarten is not let in."""
    return w.open_log(world, named=("kari", "sunniva"))


def page_of(world: w.World, log: Log, name: str = "kari") -> str:
    answer = signed_in(world.people[name], world.eikvag).get(f"/logg/{log.pk}/overgang/")
    assert answer.status_code == 200
    return answer.content.decode()


def now_at(page: str) -> str:
    """The heading of the step that one is at."""
    (found,) = re.findall(r'aria-current="step">\s*<h2[^>]*>(.*?)</h2>', page)
    return str(found)


def the_family_says(world: w.World, log: Log) -> None:
    """By word of mouth, on the page."""
    kari, page = signed_in(world.kari, world.eikvag), f"/logg/{log.pk}/overgang/"
    day = timezone.localdate().isoformat()
    assert kari.post(page, {"said_on": day}).status_code == 422
    said = {"said_on": day, "said_yes": [world.marte.pk, world.anders.pk]}
    assert kari.post(page, said).status_code == 302


def ask_about_it(world: w.World, log: Log, *, days: int = 30) -> Consent:
    """The question, as the page leads to it."""
    kari = signed_in(world.kari, world.eikvag)
    begun = kari.post(f"/logg/{log.pk}/samtykke/nytt/", {"do": "begin", "scopes": "transition"})
    assert begun.headers["Location"] == f"/logg/{log.pk}/samtykke/nytt/overgang/"
    assert now_at(page_of(world, log)) == "Bli enige om hvem som tar over, og hvem dere inviterer"
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = Consent.objects.get(log=log, activated_at=None, ended_at=None)
        last, position = timezone.localdate() + timedelta(days=days), world.positions["ragnhild"]
        consent.set_transition(by, version.pk, position.pk, leaving_on=last, at=w.now())
    assert now_at(page_of(world, log)) == "Familien sier ja i Stafett"
    with acting_as(world.kari.pk):
        return consent.ask(w.stand(world.kari, log), version.pk, at=w.now())


def pass_on(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        offer = baton.offer_baton(by, world.ragnhild.pk, word="", at=w.now())
    with acting_as(world.ragnhild.pk):
        baton.accept_baton(w.stand(world.ragnhild, log), offer.pk, word="", at=w.now())


@pytest.mark.requirement("A4", "L9", "O4", "O5")
def test_each_step_leads_to_the_next_and_nobody_loses_the_way(world: w.World, log: Log) -> None:
    assert now_at(page_of(world, log)) == "Fortell familien, og hør hva de sier"
    the_family_says(world, log)
    assert "Marte Berg sa ja muntlig" in page_of(world, log)
    question = ask_about_it(world, log)
    assert "Se hvem som har svart" in page_of(world, log)
    w.answer(world, question, "marte", "anders")
    page = page_of(world, log)
    assert now_at(page) == "Møt hverandre"
    assert "Ragnhild Vik skal ha stafettpinnen" in page
    (call,) = re.findall(r'href="([^"]*\?slag=transition)"', page)
    form = signed_in(world.kari, world.eikvag).get(call).content.decode()
    assert re.search(r'value="transition"[^>]*(checked|selected)', form)
    with acting_as(world.kari.pk):
        said = calling.Invitation(w.now() + timedelta(hours=1), 60, world.kari.pk)
        people = [world.kari.pk, world.ragnhild.pk, world.marte.pk]
        by = w.stand(world.kari, log)
        calling.call_meeting(by, said, people, kind=Kind.TRANSITION, at=w.now())
    assert "Inviter til møtet" not in page_of(world, log)
    pass_on(world, log)
    # The new holder goes on where the old one stopped; the old one reads until the last day.
    page = page_of(world, log, "ragnhild")
    assert "Ragnhild Vik har den" in page
    assert "Det skjer av seg selv etter" in page
    for name in ("marte", "elias", "kari"):
        assert "Velg hvem som tar over" not in page_of(world, log, name)


@pytest.mark.requirement("E6")
def test_the_leader_of_the_new_place_is_told_and_the_old_one_is_not(
    world: w.World, log: Log
) -> None:
    the_family_says(world, log)
    w.answer(world, ask_about_it(world, log), "marte", "anders")
    with as_worker():
        reading.read_all()
    leads = Notice.objects.using("owner").filter(kind="leads", log=log)
    leads._raw_delete("owner")
    pass_on(world, log)
    with as_worker():
        reading.read_all()
    told = leads.all().values_list("person__given_name", flat=True)
    assert list(told) == ["Lena"]


@pytest.mark.requirement("H1", "H2")
def test_those_who_see_the_plan_alone_are_not_told_what_is_asked(world: w.World) -> None:
    log = w.open_log(world, plan_alone=("ragnhild",))
    client = signed_in(world.ragnhild, world.eikvag)
    assert client.get(f"/logg/{log.pk}/overgang/").status_code == 404
    said = {"said_on": timezone.localdate().isoformat(), "said_yes": [world.marte.pk]}
    for name in ("ragnhild", "sunniva", "marte", "tor"):
        other = signed_in(world.people[name], world.eikvag)
        assert other.post(f"/logg/{log.pk}/overgang/", said).status_code == 404
    assert OralConsent.objects.using("owner").filter(log=log).count() == 1


def test_another_question_is_settled_first(world: w.World, log: Log) -> None:
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    # What the family said of that one, it has not said of this.
    assert now_at(page_of(world, log)) == "Fortell familien, og hør hva de sier"
    the_family_says(world, log)
    page = page_of(world, log)
    assert "Et annet spørsmål til familien venter" in page
    assert "Velg hvem som tar over" not in page


@pytest.mark.requirement("D11", "D32")
def test_those_who_leave_are_out_when_their_day_has_passed_and_the_baton_is_taken() -> None:
    today = timezone.localdate()
    asked = Consent(activated_at=w.now(), leaving_on=today, next_holder_id=uuid4())
    now = Transition((), asked, False, None, None, taken=True, today=today)
    assert not now.done(Step.ACCESS)  # the last day is one of theirs
    later = replace(now, today=today + timedelta(days=1))
    assert later.done(Step.ACCESS)
    assert not replace(later, taken=False).done(Step.ACCESS)
    assert later.now is Step.MEETING  # nobody met
