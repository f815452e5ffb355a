"""What a question in an open log is about: chosen with plain words, asked, and what follows."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import actions, daily
from stafett.consent.models import Consent, KeptOut
from stafett.logs import access, baton
from stafett.logs.models import Admission, Log
from tests import world as w
from tests.consent.pages import (
    add,
    address,
    client_of,
    day,
    make_school_world,
    opened,
    press,
    question_of,
    say,
    words,
)
from tests.logins import as_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias' log: Kari of the school has the baton, Sunniva of the school takes part."""
    return opened(world, "sunniva")


def begin(world: w.World, log: Log, *scopes: str) -> Any:
    page = address(log, "samtykke", "nytt")
    return client_of(world, "kari").post(page, {"do": "begin", "scopes": scopes})


def hand_over_to(world: w.World, log: Log, who: str, leaving_on: str) -> Any:
    page = address(log, "samtykke", "nytt", "overgang")
    unit = world.positions[who].unit_id
    fields = {"position": str(world.positions[who].pk), "leaving_on": leaving_on}
    return client_of(world, "kari").post(f"{page}?enhet={unit}", fields)


def reads(world: w.World, who: str, log: Log) -> bool:
    person = world.people[who]
    with acting_as(person.pk):
        place = access.standing(person, log.pk)
        seen = Log.objects.filter(pk=log.pk).exists()
    assert seen is (place is not None)
    return place is not None


@pytest.mark.requirement("G6")
def test_the_holder_chooses_what_to_ask_about(world: w.World, log: Log) -> None:
    said = words(client_of(world, "kari").get(address(log, "samtykke", "nytt")))
    for choice in (
        "Nye personer eller tjenester",
        "Stafettpinnen går til en annen tjeneste",
        "Vanlig helsehjelp i hverdagen",
        "Valg av utdanning",
        "Opplysninger til en individuell plan",
    ):
        assert choice in said
    assert said.count("må si ja.") == 5
    answer = begin(world, log)
    assert answer.status_code == 422
    assert "Velg hva spørsmålet handler om." in words(answer)
    assert begin(world, log, "reopen").status_code == 422


@pytest.mark.requirement("G15", "G17", "P4")
def test_several_things_are_asked_at_once_and_said_in_plain_words(world: w.World, log: Log) -> None:
    assert begin(world, log, "education", "ordinary_care", "transfer").status_code == 302
    said = words(client_of(world, "kari").get(address(log, "samtykke", "nytt")))
    assert "vanlig helsehjelp i hverdagen" in said
    assert press(world, log, "ask").status_code == 302
    question = question_of(log)
    assert question.scopes == ["education", "ordinary_care", "transfer"]
    assert question.text is not None
    for sentence in ("opplæringen som er avtalt", "helsehjelp i hverdagen", "individuell plan"):
        assert sentence in question.text["nb"]
        assert sentence in words(
            client_of(world, "marte").get(address(log, "samtykke", question.pk))
        )


@pytest.mark.requirement("G6", "D33")
def test_a_question_that_names_somebody_new_is_about_that_too(world: w.World, log: Log) -> None:
    begin(world, log, "education")
    unit = world.positions["tor"].unit_id
    fields = {
        "position": str(world.positions["tor"].pk),
        "task": "x",
        "sees": "plan",
        "until": day(90),
    }
    page = f"{address(log, 'samtykke', 'person')}?enhet={unit}"
    assert client_of(world, "kari").post(page, fields).status_code == 302
    assert question_of(log).scopes == ["education", "participants"]
    change = address(log, "samtykke", "nytt", "om")
    assert client_of(world, "kari").post(change, {"scopes": ["transfer"]}).status_code == 302
    assert question_of(log).scopes == ["participants", "transfer"]


@pytest.mark.requirement("G7", "O2")
def test_a_transition_is_not_asked_before_it_says_who_and_when(world: w.World, log: Log) -> None:
    answer = begin(world, log, "transition")
    assert answer["Location"] == address(log, "samtykke", "nytt", "overgang")
    assert press(world, log, "ask").status_code == 422
    assert hand_over_to(world, log, "tor", day(-1)).status_code == 422
    assert "samme" not in words(hand_over_to(world, log, "sunniva", day(30)))
    assert hand_over_to(world, log, "sunniva", day(30)).status_code == 422  # the same service
    assert hand_over_to(world, log, "tor", day(30)).status_code == 302
    assert press(world, log, "ask").status_code == 302
    text = question_of(log).text
    assert text is not None
    assert "Stafettpinnen går til Tor Haugen, PP-rådgiver, PPT" in text["nb"]
    assert "De fra Eikvåg skole er ute etter" in text["nb"]


@pytest.mark.requirement("G7", "O3", "D11", "D32", "H6")
def test_after_a_transition_the_old_service_is_out_but_for_the_baton(
    world: w.World, log: Log
) -> None:
    begin(world, log, "transition")
    hand_over_to(world, log, "tor", day(30))
    press(world, log, "ask")
    for guardian in ("marte", "anders"):
        assert say(world, log, guardian).status_code == 302
    last = timezone.localdate() + timedelta(days=30)
    until = dict(
        Admission.objects.using("owner")
        .filter(log=log, role="participant", ended_at=None)
        .values_list("person__given_name", "until")
    )
    assert until["Sunniva"] == last
    assert until["Kari"] > last  # never a log without a holder who reads it
    assert until["Tor"] > last
    page = words(client_of(world, "kari").get(address(log)))
    assert "Tilby Tor Haugen stafettpinnen" in page

    after = w.now() + timedelta(days=31)
    with as_worker():
        daily.run(after)
    assert reads(world, "kari", log)  # still has the baton
    with acting_as(world.kari.pk):
        offer = baton.offer_baton(w.stand(world.kari, log), world.tor.pk, word="", at=w.now())
    with acting_as(world.tor.pk):
        baton.accept_baton(w.stand(world.tor, log), offer.pk, word="", at=w.now())
    with as_worker():
        daily.run(after)
    assert not reads(world, "kari", log)
    assert reads(world, "tor", log)


@pytest.mark.requirement("G6", "H1")
@pytest.mark.parametrize(
    "scope", ["participants", "transition", "ordinary_care", "education", "transfer"]
)
def test_the_new_one_sees_nothing_before_everyone_has_said_yes(
    world: w.World, log: Log, scope: str
) -> None:
    begin(world, log, scope)
    if scope == "transition":
        assert hand_over_to(world, log, "tor", day(30)).status_code == 302
    else:
        assert add(world, log, "tor").status_code == 302
    before = question_of(log).version - 1
    press(world, log, "ask")
    say(world, log, "marte")
    assert not reads(world, "tor", log)
    assert "Elias" not in words(client_of(world, "tor").get("/min-side/"))
    nothing = client_of(world, "tor").get(f"/logg/{uuid4()}/")
    assert client_of(world, "tor").get(address(log)).content == nothing.content
    counts = Consent.objects.using("owner").get(log=log, version=before)
    assert counts.state == "active"  # the old one holds meanwhile
    say(world, log, "anders")
    assert reads(world, "tor", log)


def prepared(world: w.World, log: Log) -> Consent:
    begin(world, log, "participants")
    return question_of(log)


@pytest.mark.requirement("H1")
def test_the_family_keeps_a_person_out(world: w.World, log: Log) -> None:
    prepared(world, log)
    page = address(log, "samtykke", "utenfor")
    kari = client_of(world, "kari")
    unit, tor = world.positions["tor"].unit_id, str(world.positions["tor"].pk)
    assert kari.post(f"{page}?enhet={unit}", {"position": tor}).status_code == 302
    assert kari.post(page, {"name": "Onkel Per, Fjellheim"}).status_code == 302
    assert kari.post(page, {"name": ""}).status_code == 422
    assert "Tor Haugen" in words(kari.get(address(log, "samtykke", "nytt")))
    chosen = kari.get(f"{address(log, 'samtykke', 'person')}?enhet={unit}")
    assert "Tor Haugen" not in words(chosen)
    said = actions.Invitation(world.positions["tor"].pk, "x", "plan", timezone.localdate())
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        with pytest.raises(Refused, match="utenfor"):
            actions.invite(by, question_of(log).pk, said, at=w.now())
    press(world, log, "ask")
    question = question_of(log)
    assert question.text is not None
    for line in ("Tor Haugen, PP-rådgiver, PPT slippes ikke inn.", "Onkel Per, Fjellheim slippes"):
        assert line in question.text["nb"]
        assert line in words(client_of(world, "marte").get(address(log, "samtykke", question.pk)))
    names = ("Onkel Per, Fjellheim", "Tor Haugen, PP-rådgiver, PPT")
    for row, name in zip(_kept_out_rows(world, log, question.pk), names, strict=True):
        assert "Holdes utenfor" in row
        assert name in row
        assert "Ingenting." in row
    for guardian in ("marte", "anders"):
        say(world, log, guardian)
    for row, name in zip(_kept_out_rows(world, log), names, strict=True):
        assert name in row
    begin(world, log, "participants")  # what was said stays said
    kept = KeptOut.objects.using("owner").filter(consent=question_of(log))
    assert set(kept.values_list("person_id", flat=True)) == {world.tor.pk, None}


def _kept_out_rows(world: w.World, log: Log, *rest: object) -> list[str]:
    """The rows of who sees what, of those who are kept out."""
    page = client_of(world, "marte").get(address(log, "samtykke", *rest)).content.decode()
    table = page.split('class="st-who"')[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]+>", " ", row) for row in table.split("<tr ")]
    return [row for row in rows if "Holdes utenfor" in row]


@pytest.mark.requirement("H1")
def test_one_on_the_list_or_offered_the_baton_is_not_kept_out(world: w.World, log: Log) -> None:
    question = prepared(world, log)
    sunniva = world.positions["sunniva"].pk
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        with pytest.raises(Refused, match="står på lista"):
            actions.keep_out(by, question.pk, position_id=sunniva)


@pytest.mark.requirement("H1")
def test_one_who_is_kept_out_can_be_let_be(world: w.World, log: Log) -> None:
    question = prepared(world, log)
    with acting_as(world.kari.pk):
        tor = world.positions["tor"].pk
        kept = actions.keep_out(w.stand(world.kari, log), question.pk, position_id=tor)
    assert press(world, log, f"let_be:{kept.pk}").status_code == 302
    assert not KeptOut.objects.using("owner").filter(consent=question).exists()
