"""Writing a question about consent: the draft's page, who takes part, and sending it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.models import Entry
from stafett.consent.models import Asked, Consent, Named, OralConsent
from stafett.logs.models import Admission, Log
from tests import world as w

from .pages import (
    BEGIN,
    add,
    address,
    asked,
    client_of,
    day,
    know_the_family,
    make_school_world,
    named,
    opened,
    press,
    question_of,
    say,
    started,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    log = started(world)
    know_the_family(world, log)
    return log


def page(world: w.World, log: Log, *rest: object, by: str = "kari") -> Any:
    return client_of(world, by).get(address(log, "samtykke", *rest))


def on_the_list(log: Log) -> dict[str, Named]:
    found = Named.objects.using("owner").filter(consent=question_of(log)).select_related("person")
    return {each.person.given_name: each for each in found}


def test_the_draft_says_what_is_done_and_who_must_say_yes(world: w.World, log: Log) -> None:
    said = words(page(world, log))
    assert "Anders Berg og Marte Lunde : Fram til barnet er 18 år" in said
    assert "Foreldrene bor ikke sammen, og barnet bor fast hos begge. Da må begge si ja." in said
    for done in ("Snakket med Elias", "Snakket med de foresatte", "Lederen vet det siden"):
        assert done in said
    assert "Marte Lunde sa ja muntlig" in said
    assert "Be om samtykke" in said


def test_a_law_stands_by_the_reason(world: w.World) -> None:
    log = started(world, "nora", said_yes=["owner"])
    assert "barnelova §§ 31, 32" in words(page(world, log))


def test_adding_goes_by_service_and_person(world: w.World, log: Log) -> None:
    first = page(world, log, "person")
    assert "PPT" in words(first)
    assert "Nordvik" not in words(first)
    second = client_of(world, "kari").get(
        address(log, "samtykke", "person"), {"enhet": str(world.ppt.pk)}
    )
    assert "Tor Haugen, PP-rådgiver" in words(second)
    assert "Kari Nesheim," not in words(second)
    done = add(world, log, "tor")
    assert done.status_code == 302
    assert done["Location"] == address(log, "samtykke")
    tor = on_the_list(log)["Tor"]
    assert (tor.service, tor.title, tor.task, tor.sees) == (
        "PPT",
        "PP-rådgiver",
        "Hjelper Elias med lesing",
        "plan",
    )
    assert tor.until.isoformat() == day(120)


def test_whoever_is_on_the_list_cannot_be_chosen_again(world: w.World, log: Log) -> None:
    add(world, log, "tor")
    answer = add(world, log, "tor")
    assert answer.status_code == 422
    assert len(on_the_list(log)) == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"position": ""}, "Velg en person."),
        ({"position": "nobody"}, "Velg noen på lista."),
        ({"position": "\0"}, "Velg noen på lista."),
        ({"task": "  "}, "Skriv hva personen skal gjøre."),
        ({"task": "å" * 301}, "300"),
        ({"sees": None}, "Velg hva personen skal se."),
        ({"sees": "all"}, "Velg en av de to."),
        ({"until": ""}, "Skriv den siste dagen."),
        ({"until": "snart"}, "dato"),
        ({"until": day(-1)}, "Denne dagen er passert."),
        ({"until": day(367)}, "Etter det blir familien spurt på nytt."),
        ({"until": "9999-12-31"}, "Etter det blir familien spurt på nytt."),
    ],
)
def test_what_is_wrong_about_a_person_is_told_and_nothing_is_lost(
    world: w.World, log: Log, changes: dict[str, Any], said: str
) -> None:
    answer = add(world, log, "tor", **changes)
    assert answer.status_code == 422
    assert said in words(answer)
    if "task" not in changes:
        assert "Hjelper Elias med lesing" in answer.content.decode()
    assert list(on_the_list(log)) == ["Kari"]


@pytest.mark.parametrize("unit", ["x", "\ud55c\uad6d\uc5b4", "", "nordvik"])
def test_a_service_that_is_none_of_ours(world: w.World, log: Log, unit: str) -> None:
    unit = str(world.positions["nils"].unit_id) if unit == "nordvik" else unit
    here = address(log, "samtykke", "person")
    answer = client_of(world, "kari").get(here, {"enhet": unit})
    assert answer.status_code == 422
    assert "Velg e" in words(answer)
    sent = client_of(world, "kari").post(f"{here}?enhet={unit}", named(world, "nils"))
    assert sent.status_code == 422
    assert list(on_the_list(log)) == ["Kari"]


def test_somebody_of_another_municipality_is_never_taken(world: w.World, log: Log) -> None:
    here = f"{address(log, 'samtykke', 'person')}?enhet={world.ppt.pk}"
    answer = client_of(world, "kari").post(here, named(world, "nils"))
    assert answer.status_code == 422
    assert list(on_the_list(log)) == ["Kari"]


def test_a_service_where_everyone_is_on_the_list(world: w.World, log: Log) -> None:
    add(world, log, "ragnhild")
    here = address(log, "samtykke", "person")
    answer = client_of(world, "kari").get(here, {"enhet": str(world.kindergarten.pk)})
    assert "Alle som arbeider der, står alt på lista" in words(answer)


@pytest.mark.requirement("C8")
def test_what_somebody_does_and_sees_can_be_changed(world: w.World, log: Log) -> None:
    add(world, log, "tor")
    tor = on_the_list(log)["Tor"]
    here = address(log, "samtykke", "person", tor.pk)
    assert "Hjelper Elias med lesing" in client_of(world, "kari").get(here).content.decode()
    fields = {"task": "Leser  med\nElias", "sees": "everything", "until": day(30)}
    assert client_of(world, "kari").post(here, fields).status_code == 302
    tor = on_the_list(log)["Tor"]
    assert (tor.task, tor.sees, tor.until.isoformat()) == ("Leser med Elias", "everything", day(30))


def test_a_change_that_is_wrong_keeps_what_was(world: w.World, log: Log) -> None:
    kari = on_the_list(log)["Kari"]
    here = address(log, "samtykke", "person", kari.pk)
    answer = client_of(world, "kari").post(here, {"task": "Ny oppgave", "sees": "", "until": ""})
    assert answer.status_code == 422
    assert "Ny oppgave" in answer.content.decode()
    assert on_the_list(log)["Kari"].task == kari.task


def test_somebody_who_has_left_cannot_be_changed(world: w.World, log: Log) -> None:
    add(world, log, "tor")
    position = world.positions["tor"]
    position.until = timezone.localdate() - timedelta(days=1)
    position.save(using="owner")
    here = address(log, "samtykke", "person", on_the_list(log)["Tor"].pk)
    fields = {"task": "Leser", "sees": "plan", "until": day(30)}
    answer = client_of(world, "kari").post(here, fields)
    assert answer.status_code == 422
    assert "Tor Haugen arbeider ikke lenger der." in words(answer)
    assert "Tor" in on_the_list(log)


def test_somebody_who_is_not_on_the_list_is_not_found(world: w.World, log: Log) -> None:
    assert page(world, log, "person", uuid4()).status_code == 404


def test_a_name_is_taken_off_and_the_words_are_kept(world: w.World, log: Log) -> None:
    add(world, log, "tor")
    tor = on_the_list(log)["Tor"]
    answer = press(world, log, f"remove:{tor.pk}", purpose="Halvveis skrevet")
    assert answer.status_code == 302
    assert list(on_the_list(log)) == ["Kari"]
    assert "Halvveis skrevet" in page(world, log).content.decode()
    again = press(world, log, f"remove:{tor.pk}")
    assert again.status_code == 409
    assert "står ikke lenger på lista" in words(again)


def test_the_starter_and_the_next_holder_stay_on_the_list(world: w.World) -> None:
    log = started(world, holder=str(world.positions["sunniva"].pk))
    said = page(world, log).content.decode()
    assert "remove:" not in said
    for each in on_the_list(log).values():
        answer = press(world, log, f"remove:{each.pk}")
        assert answer.status_code == 422
        assert "må stå på lista" in words(answer)
    assert len(on_the_list(log)) == 2


@pytest.mark.parametrize("do", ["add", "save", "change", "remove"])
def test_every_button_saves_what_is_written(world: w.World, log: Log, do: str) -> None:
    kari = on_the_list(log)["Kari"]
    pressed = f"{do}:{kari.pk}" if do in ("change", "remove") else do
    answer = press(world, log, pressed, purpose="Fordi\r\nElias", kept_out="")
    if do == "add":
        assert answer["Location"] == address(log, "samtykke", "person")
    if do == "change":
        assert answer["Location"] == address(log, "samtykke", "person", kari.pk)
    if do == "remove":  # refused: Kari must stay; the words stand on the page
        assert "Fordi" in answer.content.decode()
        return
    assert question_of(log).purpose == "Fordi\nElias"


@pytest.mark.parametrize("do", ["", "nothing", "remove:", "change:x", "remove:\0", "ask:now"])
def test_a_button_that_does_not_exist(world: w.World, log: Log, do: str) -> None:
    answer = press(world, log, do)
    assert answer.status_code == 422 if do != "ask:now" else 302
    if do != "ask:now":
        assert "Elias får vondt i magen." in answer.content.decode()


def test_words_that_are_too_long_stay_on_the_page(world: w.World, log: Log) -> None:
    answer = press(world, log, "ask", purpose="å" * 2001)
    assert answer.status_code == 422
    assert "å" * 2001 in answer.content.decode()
    assert question_of(log).state == "prepared"


def test_a_null_character_is_refused(world: w.World, log: Log) -> None:
    assert press(world, log, "ask", kept_out="a\0b").status_code == 422
    assert question_of(log).state == "prepared"


@pytest.mark.requirement("N5")
def test_asking_wants_to_know_why(world: w.World, log: Log) -> None:
    answer = press(world, log, "ask", purpose="  ")
    assert answer.status_code == 422
    assert "Skriv hvorfor du spør." in words(answer)
    assert question_of(log).state == "prepared"


def test_asking_freezes_the_question_and_lets_the_asked_in(world: w.World, log: Log) -> None:
    add(world, log, "tor")
    answer = press(world, log, "ask")
    assert answer["Location"] == address(log, "samtykke")
    question = question_of(log)
    assert question.state == "asked"
    who = Asked.objects.using("owner").filter(consent=question)
    assert {each.person.given_name for each in who} == {"Marte", "Anders"}
    let_in = Admission.objects.using("owner").filter(log=log, ended_at=None)
    assert {each.person.given_name for each in let_in} == {"Kari", "Marte", "Anders"}
    said = words(page(world, log))
    assert "Du venter på" in said
    assert "Marte har ikke svart ennå" in said
    verbs = list(Entry.objects.using("owner").filter(book=log.pk).values_list("verb", flat=True))
    assert verbs[-1] == "consent.asked"


def test_asking_twice_asks_once(world: w.World, log: Log) -> None:
    answers = [press(world, log, "ask") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    asking = Entry.objects.using("owner").filter(book=log.pk, verb="consent.asked")
    assert asking.count() == 1


def test_asking_twice_at_the_same_moment_asks_once(
    world: w.World, log: Log, at_once: Callable[..., list[Any]]
) -> None:
    answers = at_once(lambda: press(world, log, "ask"), lambda: press(world, log, "ask"))
    assert all(answer.status_code in (302, 409) for answer in answers), answers
    asking = Entry.objects.using("owner").filter(book=log.pk, verb="consent.asked")
    assert asking.count() == 1


def test_a_page_that_is_too_old_changes_nothing_and_gives_the_words_back(
    world: w.World, log: Log
) -> None:
    press(world, log, "ask")
    for do in ("save", "add", f"remove:{uuid4()}"):
        answer = press(world, log, do, purpose="Skrevet for sent")
        assert answer.status_code == 409
        assert "Slik står det nå." in words(answer)
        assert "Skrevet for sent" in answer.content.decode()
    assert question_of(log).purpose == "Elias får vondt i magen."
    late = add(world, log, "tor")
    assert late["Location"] == address(log, "samtykke")
    assert list(on_the_list(log)) == ["Kari"]


@pytest.mark.parametrize("consent", ["", "x", "\0", "another"])
def test_a_question_that_is_not_this_logs(world: w.World, log: Log, consent: str) -> None:
    sent = str(uuid4()) if consent == "another" else consent
    assert press(world, log, "save", consent=sent).status_code == 409


def test_nobody_can_be_asked_where_nobody_has_responsibility(world: w.World, log: Log) -> None:
    w.Guardianship.objects.using("owner").filter(child_id=log.owner_id).update(responsibility=False)
    said = page(world, log)
    assert "Ingen kan si ja til «en felles logg»" in words(said)
    assert 'value="ask"' not in said.content.decode()
    answer = press(world, log, "ask")
    assert answer.status_code == 422
    assert page(world, log, "muntlig").status_code == 302


def test_a_day_that_has_passed_must_be_set_anew(world: w.World, log: Log) -> None:
    past = timezone.localdate() - timedelta(days=1)
    Named.objects.using("owner").filter(consent=question_of(log)).update(until=past)
    answer = press(world, log, "ask")
    assert answer.status_code == 422
    assert "Dagen som er satt for Kari Nesheim, er passert." in words(answer)


def test_a_later_yes_by_word_of_mouth_is_noted(world: w.World) -> None:
    log = started(world, said_yes=["0"])
    said = page(world, log)
    assert "Anders Berg har ikke sagt ja muntlig" in words(said)
    know_the_family(world, log)
    here = address(log, "samtykke", "muntlig")
    form = client_of(world, "kari").get(here)
    assert "Anders Berg" in words(form)
    assert "Marte Lunde" not in words(form)
    for wrong in (
        {},
        {"said_yes": ["x"], "said_on": day()},
        {"said_yes": ["\0"]},
        {"said_yes": [str(world.anders.pk)], "said_on": day(1)},
        {"said_yes": [str(world.tor.pk)], "said_on": day()},
    ):
        assert client_of(world, "kari").post(here, wrong).status_code == 422
    fields = {"said_yes": [str(world.anders.pk)], "said_on": day()}
    assert client_of(world, "kari").post(here, fields).status_code == 302
    assert OralConsent.objects.using("owner").filter(log=log).count() == 2
    assert client_of(world, "kari").post(here, fields).status_code == 302  # nothing more to note
    assert OralConsent.objects.using("owner").filter(log=log).count() == 2


def test_taking_back_gives_the_same_question_to_write_on(world: w.World) -> None:
    log = started(world)
    know_the_family(world, log)
    add(world, log, "tor")
    press(world, log, "ask")
    first = question_of(log)
    say(world, log, "anders", "no")
    assert "Ikke alle har sagt ja" in words(page(world, log))
    assert "Anders sa nei" in words(page(world, log))
    back = address(log, "samtykke", first.pk, "ta-tilbake")
    assert "Ta spørsmålet tilbake?" in words(client_of(world, "kari").get(back))
    assert client_of(world, "kari").post(back)["Location"] == address(log, "samtykke")
    second = question_of(log)
    assert (second.version, second.state, second.purpose) == (2, "prepared", first.purpose)
    assert set(on_the_list(log)) == {"Kari", "Tor"}
    again = client_of(world, "kari").post(back)
    assert again.status_code == 302
    assert Consent.objects.using("owner").filter(log=log).count() == 2
    assert "Du er ikke spurt om noe nå" in words(page(world, log, by="marte"))
    assert say(world, log, "marte").status_code == 404  # the new one is not sent
    press(world, log, "ask")
    for guardian in ("marte", "anders"):
        assert say(world, log, guardian).status_code == 302
    assert Log.objects.using("owner").get(pk=log.pk).state == "open"


@pytest.mark.requirement("D20")
def test_the_holder_asks_about_somebody_new(world: w.World) -> None:
    log = opened(world, "sunniva")
    here = address(log, "samtykke", "nytt")
    kari = client_of(world, "kari")
    assert "Spør om noe nytt" in words(page(world, log))
    assert kari.post(here, BEGIN)["Location"] == here
    assert kari.post(here, BEGIN)["Location"] == here  # pressed twice
    assert set(on_the_list(log)) == {"Kari", "Sunniva"}
    assert question_of(log).scopes == ["participants"]
    assert "Skriv videre på det" in words(page(world, log))
    assert add(world, log, "tor")["Location"] == here
    assert press(world, log, "ask", purpose="PPT kan hjelpe.").status_code == 302
    assert client_of(world, "tor").get(address(log, "samtykke")).status_code == 404
    said = words(page(world, log, by="marte"))
    assert "Et nytt spørsmål venter på svar" in said
    assert "Les og svar" in said
    for guardian in ("marte", "anders"):
        assert say(world, log, guardian)["Location"].startswith("/logg/")
    assert client_of(world, "tor").get(address(log, "samtykke")).status_code == 200


def test_one_with_the_baton_stays_in_the_new_question(world: w.World) -> None:
    """The database would keep the baton with somebody who cannot read the log."""
    log = opened(world, "sunniva")
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    answer = press(world, log, f"remove:{on_the_list(log)['Kari'].pk}")
    assert answer.status_code == 422
    assert "Kari" in on_the_list(log)
    assert press(world, log, f"remove:{on_the_list(log)['Sunniva'].pk}").status_code == 302


def test_a_question_that_is_dropped_changes_nothing(world: w.World) -> None:
    log = opened(world)
    kari = client_of(world, "kari")
    kari.post(address(log, "samtykke", "nytt"), BEGIN)
    back = address(log, "samtykke", question_of(log).pk, "ta-tilbake")
    assert "Droppe dette spørsmålet?" in words(kari.get(back))
    assert kari.post(back).status_code == 302
    assert "Spør om noe nytt" in words(page(world, log))
    assert "Versjon 2" not in words(page(world, log))


def test_what_counts_cannot_be_taken_back(world: w.World) -> None:
    log = opened(world)
    back = address(log, "samtykke", question_of(log).pk, "ta-tilbake")
    kari = client_of(world, "kari")
    assert kari.post(back).status_code == 302
    assert question_of(log).state == "active"
    assert kari.get(address(log, "samtykke", uuid4(), "ta-tilbake")).status_code == 404


def test_without_a_question_the_page_offers_to_begin(world: w.World) -> None:
    log = opened(world)
    assert "Begynn på spørsmålet" in words(page(world, log, "nytt"))
    sent = asked(make_another(world), "sofie", said_yes=["0"])
    assert page(world, sent, "nytt").status_code == 302


def make_another(world: w.World) -> w.World:
    """The same world, for a second log by Kari."""
    Log.objects.using("owner").update(short_name="En annen")
    return world
