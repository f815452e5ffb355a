"""One who is in two logs, and sends one log's numbers to the other; and fields nobody asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Consent, Named
from stafett.logs import baton
from stafett.logs.access import Standing
from stafett.logs.models import Handover, Log
from stafett.plan import actions as plan
from stafett.plan.models import Goal, Measure, Understanding
from tests import world as w
from tests.clients import signed_in
from tests.walls.addresses import addresses_of_a_log, contents_of_the_database, looks, numbers_in
from tests.walls.full import fill

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=9)


@dataclass
class Two:
    """Kari has the baton in both logs; `a` is Elias's, `b` is Nora's."""

    world: w.World
    a: Log
    b: Log
    theirs: dict[str, UUID]  # numbers of b


@pytest.fixture
def two(world: w.World, log: Log) -> Two:
    fill(world, log)
    other = w.open_log(world, owner="nora", signers=("hanne", "nora"), named=("kari", "tor"))
    w.agree_plan(world, other)
    version = w.ask_consent(
        world, other, named=("ragnhild",), said_yes="hanne", scopes=("participants",)
    )
    theirs = numbers_in(other)
    theirs["consent_id"] = version.pk
    theirs["named_id"] = Named.objects.using("owner").filter(consent=version.pk)[0].pk
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, other)
        theirs["offer"] = baton.offer_baton(place, world.tor.pk, word="", at=w.now()).pk
    return Two(world, log, other, theirs)


def test_another_logs_numbers_are_not_found_in_this_one(two: Two) -> None:
    kari = signed_in(two.world.kari, two.world.eikvag)
    nothing = {kind: uuid4() for kind in two.theirs}
    for address in addresses_of_a_log():
        if not address.numbers:
            continue
        for ask in (kari.get, lambda place: kari.post(place, {"do": "yes", "opened_at": "9"})):
            theirs = ask(address.of(two.a.pk, two.theirs))
            none = ask(address.of(two.a.pk, nothing))
            assert (theirs.status_code, theirs.content) == (none.status_code, none.content)
            assert theirs.status_code in (302, 404, 405), address
            assert looks(theirs)[0] == looks(none)[0]


def said(*people: UUID) -> plan.MeasureText:
    return plan.MeasureText("x", "", "home", "", None, SOON, people)


def sealed() -> consent.Sealed:
    return consent.Sealed("training", "none", "nb")


Does = Callable[[Standing, Two], Any]
TRIES: dict[str, Does] = {
    "change their goal": lambda by, two: plan.change_goal(
        by,
        two.theirs["goal_id"],
        text="x",
        background="",
        review_on=None,
        opened_at=9999,
        at=w.now(),
    ),
    "close their goal": lambda by, two: plan.close_goal(
        by, two.theirs["goal_id"], comment="x", at=w.now()
    ),
    "a subgoal under theirs": lambda by, two: plan.set_goal(
        by, main_id=two.theirs["goal_id"], text="x", background="", review_on=None, at=w.now()
    ),
    "a measure under their goal": lambda by, two: plan.agree_measure(
        by, two.theirs["goal_id"], said(by.person.pk), at=w.now()
    ),
    "change their measure": lambda by, two: plan.change_measure(
        by, two.theirs["measure_id"], said(by.person.pk), opened_at=9999, at=w.now()
    ),
    "evaluate their measure": lambda by, two: plan.evaluate(
        by, two.theirs["measure_id"], result="worked", why="x", next_step="end", at=w.now()
    ),
    "a word on their goal": lambda by, two: plan.comment(
        by, goal_id=two.theirs["goal_id"], text="x", at=w.now()
    ),
    "a word on their measure": lambda by, two: plan.comment(
        by, measure_id=two.theirs["measure_id"], text="x", at=w.now()
    ),
    "a word on both at once": lambda by, two: plan.comment(
        by,
        goal_id=Goal.objects.filter(log=two.a).values_list("pk", flat=True)[0],
        measure_id=Measure.objects.filter(log=two.a).values_list("pk", flat=True)[0],
        text="x",
        at=w.now(),
    ),
    "their helper responsible": lambda by, two: plan.agree_measure(
        by,
        Goal.objects.filter(log=two.a).values_list("pk", flat=True)[0],
        said(by.person.pk, two.world.tor.pk),
        at=w.now(),
    ),
    "take back their offer": lambda by, two: baton.take_back_offer(
        by, two.theirs["offer"], at=w.now()
    ),
    "accept their offer": lambda by, two: baton.accept_baton(
        by, two.theirs["offer"], word="", at=w.now()
    ),
    "offer to their helper": lambda by, two: baton.offer_baton(
        by, two.world.tor.pk, word="", at=w.now()
    ),
    "offer to oneself": lambda by, two: baton.offer_baton(by, by.person.pk, word="", at=w.now()),
    "offer to the mother": lambda by, two: baton.offer_baton(
        by, two.world.marte.pk, word="", at=w.now()
    ),
    "answer their consent": lambda by, two: consent.answer(
        by, two.theirs["consent_id"], says_yes=True, text_hash="", sealed=sealed(), at=w.now()
    ),
    "take back their consent": lambda by, two: consent.take_back(
        by, two.theirs["consent_id"], at=w.now()
    ),
    "ask with their consent": lambda by, two: consent.ask(by, two.theirs["consent_id"], at=w.now()),
    "put a name in their consent": lambda by, two: consent.invite(
        by,
        two.theirs["consent_id"],
        consent.Invitation(two.world.positions["sunniva"].pk, "x", "everything", SOON),
        at=w.now(),
    ),
    "take a name out of their consent": lambda by, two: consent.uninvite(
        by, two.theirs["consent_id"], two.theirs["named_id"]
    ),
}


def test_what_is_another_logs_is_refused_and_nothing_changes(two: Two) -> None:
    before = contents_of_the_database()
    for what, act in TRIES.items():
        with acting_as(two.world.kari.pk):
            by = w.stand(two.world.kari, two.a)
            with pytest.raises(Refused):
                act(by, two)
        assert contents_of_the_database() == before, what


def test_nobody_of_another_municipality_is_named(two: Two) -> None:
    with acting_as(two.world.kari.pk):
        by = w.stand(two.world.kari, two.a)
        version = consent.prepare(by, scopes=["participants"], purpose="", kept_out="", at=w.now())
        for position in (two.world.positions["nils"].pk, uuid4()):
            invitation = consent.Invitation(position, "x", "everything", SOON)
            with pytest.raises(Refused):
                consent.invite(by, version.pk, invitation, at=w.now())
        consent.uninvite(by, version.pk, two.theirs["named_id"])
    assert Named.objects.using("owner").filter(pk=two.theirs["named_id"]).exists()


def post(client: Client, place: str, **more: Any) -> int:
    return client.post(place, more).status_code


def test_fields_that_no_form_asks_for_do_nothing(two: Two) -> None:
    kari = signed_in(two.world.kari, two.world.eikvag)
    place = f"/logg/{two.a.pk}/felles-forstaelse/"
    now = Understanding.objects.using("owner").get(log=two.a).entry
    status = post(
        kari,
        place,
        concern="Ny.",
        shared="Ny.",
        written_by="",
        opened_at=now,
        log=two.b.pk,
        log_id=two.b.pk,
        entry=9999,
        changed_at="1999-01-01",
        by=two.world.marte.pk,
        person=two.world.marte.pk,
        id=two.b.pk,
    )
    assert status == 302
    mine = Understanding.objects.using("owner").get(log=two.a)
    assert (mine.concern, mine.changed_at.year) == ("Ny.", timezone.localdate().year)
    assert mine.entry < 9999
    assert Understanding.objects.using("owner").get(log=two.b).concern != "Ny."


def test_nobody_signs_as_another_by_a_field(two: Two) -> None:
    """The mother of the other child, with the father's number in the form."""
    version = w.ask_consent(two.world, two.a, named=("tor",), scopes=("participants",))
    marte = signed_in(two.world.marte, two.world.eikvag)
    place = f"/logg/{two.a.pk}/samtykke/{version.pk}/"
    sent = {"do": "yes", "text_hash": version.text_hash, "person": two.world.anders.pk}
    marte.post(place, sent | {"person_id": two.world.anders.pk, "says_yes": "false"})
    signers = version.signatures.using("owner").values_list("person_id", "says_yes")
    assert list(signers) == [(two.world.marte.pk, True)]
    assert Consent.objects.using("owner").get(pk=version.pk).state == "asked"


def test_the_baton_page_takes_no_other_logs_offer(two: Two) -> None:
    tor = signed_in(two.world.tor, two.world.eikvag)
    assert (
        post(tor, f"/logg/{two.a.pk}/stafettpinne/", do="accept", offer=two.theirs["offer"]) == 404
    )
    sunniva = signed_in(two.world.sunniva, two.world.eikvag)
    place = f"/logg/{two.a.pk}/stafettpinne/"
    assert post(sunniva, place, do="accept", offer=two.theirs["offer"], word="") == 409
    kari = signed_in(two.world.kari, two.world.eikvag)
    for to in (two.world.tor.pk, two.world.marte.pk, two.world.kari.pk, "x", ""):
        assert post(kari, place, do="offer", receiver=to, word="") == 422
    assert Handover.objects.using("owner").get(pk=two.theirs["offer"]).answer is None
