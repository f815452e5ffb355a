"""Taking a yes back through the pages: what is chosen, what follows, the receipt, and who may."""

from typing import Any

import pytest

from stafett.consent.models import Consent, Withdrawal
from stafett.logs.models import Log
from tests import world as w

from .pages import (
    BEGIN,
    add,
    address,
    client_of,
    make_school_world,
    opened,
    press,
    question_of,
    say,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G18")]


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    return opened(world, "sunniva", "tor")


def page(world: w.World, log: Log, who: str = "marte", query: str = "") -> Any:
    return client_of(world, who).get(address(log, "samtykke", "trekk") + query)


def choose(world: w.World, log: Log, what: object, who: str = "marte") -> Any:
    """The second step: what follows."""
    return page(world, log, who, f"?steg=2&hva={what}")


def take(world: w.World, log: Log, what: object, who: str = "marte", **changes: Any) -> Any:
    """Press the button of the second step."""
    fields = {"hva": str(what), "samtykke": str(question_of(log).pk)} | changes
    return client_of(world, who).post(address(log, "samtykke", "trekk"), fields)


def state(log: Log) -> str:
    return Log.objects.using("owner").get(pk=log.pk).state


def withdrawals(log: Log) -> list[Withdrawal]:
    return list(Withdrawal.objects.using("owner").filter(log=log))


@pytest.mark.requirement("G20")
def test_one_chooses_everybody_or_one_and_gives_no_reason(world: w.World, log: Log) -> None:
    said = words(page(world, log))
    assert "Du trenger ikke si hvorfor, og ingen skal spørre." in said
    assert "Hele samtykket" in said
    assert "Bare for Sunniva Aas Helsesykepleier, Eikvåg skole" in said
    assert "Bare for Tor Haugen PP-rådgiver, PPT" in said
    assert "textarea" not in page(world, log).content.decode()


def test_the_holder_is_not_on_the_list_and_the_page_says_why(world: w.World, log: Log) -> None:
    said = words(page(world, log))
    assert "Bare for Kari Nesheim" not in said
    assert "Kari Nesheim har stafettpinnen, og noen må ha den" in said
    answer = take(world, log, world.kari.pk)
    assert answer.status_code == 422
    assert "Velg noe på lista." in words(answer)


@pytest.mark.requirement("D35", "G21")
def test_what_follows_stands_before_the_button(world: w.World, log: Log) -> None:
    said = words(choose(world, log, "alt"))
    for part in (
        "Tilgangen slutter med en gang for Kari Nesheim, Sunniva Aas og Tor Haugen.",
        "Loggen blir avsluttet, og stafettpinnen blir lagt ned.",
        "Elias, Anders og du kan fortsatt lese alt.",
        "arkivloven",
        "rettet eller slettet",
        "Hver tjeneste har fortsatt plikt til å gi Elias den hjelpen den har ansvar for.",
        "Anders Berg har også sagt ja. Det er nok at én av dere trekker det.",
        "Du trenger ikke si hvorfor.",
    ):
        assert part in said, part
    assert state(log) == "open"


def test_the_whole_consent_is_taken_back_with_a_receipt(world: w.World, log: Log) -> None:
    answer = take(world, log, "alt")
    assert answer["Location"] == address(log, "samtykke", "trukket")
    assert state(log) == "closed"
    for who in ("marte", "anders", "elias"):
        said = words(client_of(world, who).get(answer["Location"]))
        assert "Samtykket for Elias Lunde Berg er trukket" in said
        assert "Trukket av Marte Lunde" in said
        assert "Kari Nesheim, Kontaktlærer, Eikvåg skole" in said
        assert "Loggen er avsluttet." in said
        assert "Skrevet opp av" not in said
    for who in ("kari", "sunniva", "tor"):
        assert client_of(world, who).get(answer["Location"]).status_code == 404
        assert client_of(world, who).get(address(log)).status_code == 404
    shown = client_of(world, "anders").get(address(log, "samtykke"))
    assert answer["Location"] in shown.content.decode()


def test_one_person_is_taken_out_and_the_rest_goes_on(world: w.World, log: Log) -> None:
    said = words(choose(world, log, world.sunniva.pk))
    assert "Tilgangen slutter med en gang for Sunniva Aas." in said
    assert "Kari Nesheim har stafettpinnen som nå" in said
    marte = client_of(world, "marte")
    fields = {"hva": str(world.sunniva.pk), "samtykke": str(question_of(log).pk)}
    answer = marte.post(address(log, "samtykke", "trekk"), fields)
    assert answer["Location"] == address(log, "samtykke")
    said = words(marte.get(answer["Location"]))
    assert "Du har trukket samtykket for Sunniva Aas." in said
    assert "Du trakk samtykket for Sunniva Aas i dag" in said
    assert state(log) == "open"
    assert client_of(world, "sunniva").get(address(log)).status_code == 404
    assert client_of(world, "tor").get(address(log)).status_code == 200
    assert "Bare for Sunniva Aas" not in words(page(world, log))


def test_a_service_with_several_people_is_taken_out_as_one(world: w.World) -> None:
    w.add_staff(world, "ida", "Moe", world.ppt, "Logoped")
    log = opened(world, "tor", "ida")
    said = words(page(world, log))
    assert "Bare for PPT Ida Moe og Tor Haugen" in said
    assert "Bare for Eikvåg skole" not in said  # Kari has the baton there
    assert take(world, log, world.ppt.pk).status_code == 302
    for who in ("tor", "ida"):
        assert client_of(world, who).get(address(log)).status_code == 404
    assert {each.only_id for each in withdrawals(log)} == {world.tor.pk, world.ida.pk}


def test_a_waiting_question_about_the_same_person_falls_with_it(world: w.World, log: Log) -> None:
    """Marte has said yes to it already: Anders' yes must not let Sunniva in again."""
    counts = question_of(log)
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    world.people["ragnhild"] = world.ragnhild
    add(world, log, "ragnhild")
    press(world, log, "ask")
    say(world, log, "marte")
    said = words(choose(world, log, world.sunniva.pk))
    assert "Et spørsmål som venter på svar nå, nevner også Sunniva Aas." in said
    assert take(world, log, world.sunniva.pk, samtykke=str(counts.pk)).status_code == 302
    assert question_of(log).end == "taken_back"
    assert say(world, log, "anders").status_code == 409
    assert client_of(world, "sunniva").get(address(log)).status_code == 404
    assert "Marte Lunde tok tilbake spørsmålet om samtykke." in words(
        client_of(world, "anders").get(address(log, "historie"))
    )


def test_the_same_button_twice_is_once(world: w.World, log: Log) -> None:
    assert take(world, log, world.sunniva.pk).status_code == 302
    again = take(world, log, world.sunniva.pk)
    assert again["Location"] == address(log, "samtykke")
    assert take(world, log, "alt").status_code == 302
    for again in (take(world, log, "alt"), page(world, log)):
        assert again["Location"] == address(log, "samtykke", "trukket")
    assert page(world, log, "anders").status_code == 404
    assert len(withdrawals(log)) == 2


def test_a_page_that_is_too_old_says_so(world: w.World, log: Log) -> None:
    """Anders was first; then a new version came; neither ends what Marte did not read of."""
    old = question_of(log)
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    press(world, log, "ask")
    for who in ("marte", "anders"):
        say(world, log, who)
    answer = take(world, log, "alt", samtykke=str(old.pk))
    assert answer.status_code == 409
    assert "Samtykket var slutt eller byttet ut i mellomtiden." in words(answer)
    assert state(log) == "open"
    take(world, log, "alt", who="anders")
    answer = take(world, log, "alt")
    assert answer.status_code == 409
    assert "Samtykket ble trukket." in words(answer)
    assert len(withdrawals(log)) == 1


@pytest.mark.parametrize("what", ["", "alle", "\0", "0" * 32, "marte"])
def test_what_is_not_on_the_list_is_told(world: w.World, log: Log, what: str) -> None:
    answers = [take(world, log, what)]
    if what != "\0":  # which no address may hold
        answers.append(choose(world, log, what))
    for answer in answers:
        assert answer.status_code == 422
        said = words(answer)
        assert "Velg noe på lista." in said or "Velg hva du vil trekke." in said
    assert withdrawals(log) == []


def test_nothing_chosen_is_told_at_the_field(world: w.World, log: Log) -> None:
    answer = page(world, log, query="?steg=2")
    assert answer.status_code == 422
    assert "Velg hva du vil trekke." in words(answer)
    assert page(world, log, query="?noko=anna").status_code == 200


@pytest.mark.parametrize("who", ["elias", "kari", "sunniva", "bjorg", "nils", "hanne"])
def test_only_who_said_yes_finds_the_page(world: w.World, log: Log, who: str) -> None:
    nowhere = client_of(world, who).get(address(log, "finnes", "ikke"))
    for answer in (
        page(world, log, who),
        choose(world, log, "alt", who),
        take(world, log, "alt", who),
    ):
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert state(log) == "open"


def test_a_foreign_consent_is_nothing(world: w.World, log: Log) -> None:
    for sent in ("", "x", str(log.pk)):
        assert take(world, log, "alt", samtykke=sent).status_code == 404
    assert Consent.objects.using("owner").get(log=log).ended_at is None


def test_the_family_member_who_was_not_asked_is_told_whom_to_talk_with(world: w.World) -> None:
    log = w.open_log(world, owner="nora", signers=("hanne", "nora"))
    for who, expected in (("nora", "Trekk samtykket"), ("hanne", "Trekk samtykket")):
        assert expected in words(client_of(world, who).get(address(log, "samtykke")))
    log = w.open_log(world)
    said = words(client_of(world, "elias").get(address(log, "samtykke")))
    assert "Marte eller Anders kan trekke samtykket når som helst." in said
    assert "Snakk med den som har stafettpinnen: Kari Nesheim, 01234501" in said
    assert "Trekk samtykket" not in said


def test_the_question_leads_to_it_while_it_counts(world: w.World, log: Log) -> None:
    here, there = address(log, "samtykke", question_of(log).pk), address(log, "samtykke", "trekk")
    assert there in client_of(world, "marte").get(here).content.decode()
    assert there not in client_of(world, "kari").get(here).content.decode()
    take(world, log, "alt")
    assert there not in client_of(world, "marte").get(here).content.decode()
