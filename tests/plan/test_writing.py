"""Each verb of the plan by its page, as a browser without scripts sends it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.plan.models import Comment, Evaluation, Goal, Measure, Understanding
from tests import world as w
from tests.plan.full import make_full

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture
def kari(client_of: ClientOf) -> Client:
    return client_of("kari")


@pytest.fixture
def base(log: Log) -> str:
    return f"/logg/{log.pk}/"


def opened(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of a page's form, as the browser would send them back."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)"[^>]* value="([^"]*)"', page))


def send(client: Client, address: str, **fields: Any) -> HttpResponse:
    """Open a page's form, fill it in and send it."""
    return client.post(address, opened(client, address) | fields)


def verbs(log: Log) -> list[str]:
    entries = Entry.objects.using("owner").filter(book=log.pk, verb__startswith="plan.")
    return list(entries.order_by("number").values_list("verb", flat=True))


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.requirement("A12", "K1", "K2", "K3", "K9", "K12", "N6")
def test_a_whole_plan_from_understanding_to_closed_goal(
    world: w.World, log: Log, kari: Client, client_of: ClientOf, base: str
) -> None:
    done = send(kari, f"{base}felles-forstaelse/", concern="Går hjem.", shared="Liker fotball.")
    assert (done.status_code, done["Location"]) == (302, base)
    assert send(kari, f"{base}mal/ny/", text="Elias er på skolen.").status_code == 302
    main = Goal.objects.using("owner").get(log=log)
    send(
        kari, f"{base}mal/{main.pk}/delmal/", text="Inne før klokka ringer.", review_on=in_days(30)
    )
    sub = Goal.objects.using("owner").get(main=main)
    done = send(
        kari,
        f"{base}tiltak/ny/{sub.pk}/",
        title="Dagsplan",
        responsible=[str(world.kari.pk), str(world.elias.pk), str(world.marte.pk)],
        arena="unit",
        deadline=in_days(14),
    )
    assert done.status_code == 302
    measure = Measure.objects.using("owner").get(log=log)
    assert measure.responsible.using("owner").count() == 3  # the child too (K9)
    address = f"{base}tiltak/{measure.pk}/"
    marte = client_of("marte")
    assert send(marte, address, text="Det hjelper hjemme òg.").status_code == 302
    assert "Det hjelper hjemme òg." in kari.get(address).content.decode()
    told = {"result": "worked", "why": "Han vet hva som skjer.", "next_step": "end"}
    assert send(kari, f"{address}hvordan-gar-det/", **told)["Location"] == address
    page = kari.get(address).content.decode()
    assert "Ferdig" in page
    assert "Han vet hva som skjer." in page
    assert "hvordan-gar-det" not in page
    for goal in (sub, main):
        assert (
            send(kari, f"{base}mal/{goal.pk}/avslutt/", comment="Vi er framme.").status_code == 302
        )
    page = kari.get(base).content.decode()
    assert "2 mål som er avsluttet" in page
    assert "Vi er framme." in page
    assert verbs(log) == [
        "plan.understanding_written",
        "plan.goal_set",
        "plan.goal_set",
        "plan.measure_agreed",
        "plan.commented",
        "plan.measure_evaluated",
        "plan.measure_ended",
        "plan.goal_closed",
        "plan.goal_closed",
    ]


def test_what_somebody_wrote_stands_under_its_writers(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    send(kari, f"{base}felles-forstaelse/", shared="Enige.", written_by="Elias og Kari")
    page = kari.get(base).content.decode()
    assert re.search(r"Skrevet \w+dag \d+\. \w+ av Elias og Kari\.", page)
    send(kari, f"{base}felles-forstaelse/", shared="Enige nå.", written_by="")
    assert Understanding.objects.using("owner").get(log=log).written_by == "Kari"


def test_a_measure_is_changed_and_its_story_tells_what_it_said_before(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    ids = make_full(world, log)
    address = f"{base}tiltak/{ids['due']}/"
    page = kari.get(f"{address}endre/").content.decode()
    assert page.count("checked") == 3  # two people and one place
    fields = {"title": "Bilde hver kveld", "arena": "home", "deadline": in_days(9)}
    send(kari, f"{address}endre/", responsible=[str(world.marte.pk)], **fields)
    story = kari.get(address).content.decode()
    assert "Før sto det: «Bilde av dagen kvelden før»" in story
    assert "Anders Berg" not in story.split("<main")[1].split("st-history")[0]


def test_an_old_deadline_may_stand_when_something_else_is_changed(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    ids = make_full(world, log)
    fields = {"title": "Dagsplan", "arena": "unit", "responsible": [str(world.kari.pk)]}
    address = f"{base}tiltak/{ids['late']}/endre/"
    assert send(kari, address, deadline=in_days(-6), **fields).status_code == 302
    assert send(kari, address, deadline=in_days(-5), **fields).status_code == 422


def test_what_now_leads_to_where_it_is_done(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    ids = make_full(world, log)
    leads_to = {
        "go_on": f"{base}tiltak/{ids['due']}/",
        "adjust_measure": f"{base}tiltak/{ids['due']}/endre/",
        "adjust_goal": f"{base}mal/{ids['sub']}/endre/",
    }
    for next_step, address in leads_to.items():
        told = {"result": "partly", "why": f"Noen kvelder: {next_step}", "next_step": next_step}
        done = send(kari, f"{base}tiltak/{ids['due']}/hvordan-gar-det/", **told)
        assert done["Location"] == address
    assert Measure.objects.using("owner").get(pk=ids["due"]).ended_at is None


@pytest.mark.requirement("K14")
def test_a_goal_is_not_closed_over_what_still_goes_on(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    ids = make_full(world, log)
    answer = send(kari, f"{base}mal/{ids['sub']}/avslutt/", comment="Ferdig, tror vi.")
    assert answer.status_code == 422
    assert "Avslutt tiltakene under dette målet først." in answer.content.decode()
    assert "Ferdig, tror vi." in answer.content.decode()
    answer = send(kari, f"{base}mal/{ids['main']}/avslutt/", comment="Ferdig.")
    assert "Avslutt delmålene først." in answer.content.decode()


def test_what_is_over_leads_to_its_own_page(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    ids = make_full(world, log)
    for page in ("endre", "hvordan-gar-det"):
        answer = kari.get(f"{base}tiltak/{ids['krok']}/{page}/")
        assert answer["Location"] == f"{base}tiltak/{ids['krok']}/"
    assert kari.get(f"{base}mal/ny/")["Location"] == f"{base}mal/{ids['main']}/"
    told = {"result": "not", "why": "For sent ute.", "next_step": "go_on"}
    late = kari.post(f"{base}tiltak/{ids['krok']}/hvordan-gar-det/", told)
    assert late.status_code == 409
    assert "Dette tiltaket er avsluttet." in late.content.decode()
    assert "For sent ute." in late.content.decode()


def test_a_form_that_is_sent_twice_says_it_once(
    world: w.World, log: Log, kari: Client, base: str
) -> None:
    ids = make_full(world, log)
    before = {Comment: 1, Evaluation: 2, Goal: 3, Measure: 7}
    forms = {
        f"{base}tiltak/{ids['due']}/": {"text": "Bra!"},
        f"{base}tiltak/{ids['due']}/hvordan-gar-det/": {
            "result": "worked",
            "why": "Ro.",
            "next_step": "go_on",
        },
        f"{base}mal/{ids['main']}/delmal/": {"text": "Et mål til"},
        f"{base}tiltak/ny/{ids['sub']}/": {
            "title": "Noe",
            "responsible": [str(world.kari.pk)],
            "arena": "home",
            "deadline": in_days(3),
        },
    }
    for address, fields in forms.items():
        sent = opened(kari, address) | fields
        assert [kari.post(address, sent).status_code for _ in range(2)] == [302, 302]
    for model, number in before.items():
        assert model.objects.using("owner").filter(log=log).count() == number + 1, model  # type: ignore[attr-defined]
    # The same words again, from a page that was opened anew, are meant.
    send(kari, f"{base}tiltak/{ids['due']}/", text="Bra!")
    assert Comment.objects.using("owner").filter(log=log).count() == 3


def test_a_form_sent_twice_at_once_says_it_once(
    world: w.World, log: Log, client_of: ClientOf, base: str, at_once: Callable[..., list[Any]]
) -> None:
    ids = make_full(world, log)
    address = f"{base}tiltak/{ids['due']}/"
    sent = opened(client_of("kari"), address) | {"text": "Bra!"}
    both = [client_of("kari"), client_of("kari")]
    answers = at_once(*(lambda one=one: one.post(address, sent).status_code for one in both))
    assert answers == [302, 302]
    assert Comment.objects.using("owner").filter(log=log, text="Bra!").count() == 1


def member(world: w.World, name: str) -> UUID:
    return world.people[name].pk


def test_the_child_writes_too(world: w.World, log: Log, client_of: ClientOf, base: str) -> None:
    ids = make_full(world, log)
    answer = send(
        client_of("elias"), f"{base}tiltak/{ids['own']}/", text="Jeg vil begynne med matte."
    )
    assert answer.status_code == 302
    with acting_as(member(world, "elias")):
        assert Comment.objects.filter(measure=ids["own"]).exists()
