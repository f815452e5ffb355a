"""The register is asked again: at each request for a signature, and each day ."""

from dataclasses import replace
from typing import Any

import pytest

from stafett.book.errors import Conflict
from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent import actions, endings, family_daily
from stafett.consent.models import Asked, Consent
from stafett.logs import access
from stafett.logs.access import Right
from stafett.logs.models import Admission, Log
from stafett.people.actions import FoundFamily, RegisterSilent
from stafett.people.fictional_register import FictionalRegister
from stafett.people.models import Guardianship, LookUp, NationalIdentity, Person
from stafett.people.national_number import parse
from stafett.people.queries import look_ups_of
from stafett.people.register import Ground
from stafett.people.renewal import renew_family
from tests import world as w
from tests.consent import pages
from tests.consent.registers import Tell, next_morning, register

__all__ = ["register"]
pytestmark = pytest.mark.django_db
NEWS = "Folkeregisteret har noe nytt om familien"
LOST = {"guardians": {"anders": {"responsibility": False, "fixed_residence": False}}}
GONE = {"guardians": {"anders": None}}


@pytest.fixture
def world() -> w.World:
    return pages.make_school_world()


def entries(log: Log, prefix: str = "family.") -> list[str]:
    found = Entry.objects.using("owner").filter(book=log.pk, verb__startswith=prefix)
    return list(found.order_by("number").values_list("verb", flat=True))


def data_of(log: Log, verb: str) -> dict[str, object]:
    number = Entry.objects.using("owner").filter(book=log.pk, verb=verb).latest("number").number
    data = Content.objects.using("owner").get(book=log.pk, number=number).data
    assert isinstance(data, dict)
    return data


def let_in(log: Log, who: Person) -> list[str]:
    rows = Admission.objects.using("owner").filter(log=log, person=who, ended_at=None)
    return sorted(rows.values_list("role", flat=True))


def ask_anew(world: w.World, log: Log) -> Any:
    """Kari begins a new question in an open log, names Tor, and sends it."""
    page = pages.address(log, "samtykke", "nytt")
    assert (
        pages.client_of(world, "kari")
        .post(page, {"do": "begin", "scopes": ["participants"]})
        .status_code
        == 302
    )
    assert pages.add(world, log, "tor").status_code == 302
    return pages.press(world, log, "ask")


def my_page(world: w.World, who: str = "kari") -> str:
    return pages.words(pages.client_of(world, who).get("/min-side/"))


def page(world: w.World, who: str, log: Log, *rest: object) -> Any:
    return pages.client_of(world, who).get(pages.address(log, *rest))


@pytest.mark.parametrize("change", [LOST, GONE])
def test_who_loses_responsibility_over_night_is_out_and_the_holder_sees_it(
    world: w.World, register: Tell, change: dict[str, Any]
) -> None:
    log = pages.opened(world)
    assert page(world, "anders", log).status_code == 200
    register(elias=change)
    next_morning()
    assert let_in(log, world.anders) == []
    assert page(world, "anders", log).status_code == 404
    with acting_as(world.anders.pk):
        assert not Log.objects.filter(pk=log.pk).exists()
    assert page(world, "marte", log).status_code == 200
    assert entries(log) == ["family.responsibility_lost"]
    assert data_of(log, "family.responsibility_lost") == {"whom": str(world.anders)}
    # The holder is told first of all, on both pages, and what it is.
    client = pages.client_of(world, "kari")
    for address in (pages.address(log), "/min-side/"):
        assert NEWS in pages.words(client.get(address))
        assert NEWS not in pages.words(pages.client_of(world, "marte").get(address))
    told = pages.words(page(world, "kari", log, "familien"))
    assert f"gir ikke lenger {world.anders} foreldreansvar" in told
    assert page(world, "marte", log, "familien").status_code == 404
    # The father had signed: the consent counts on, as it was signed, until somebody asks anew.
    assert Consent.objects.using("owner").get(log=log).state == "active"


def test_the_entry_stands_before_access_ends(world: w.World, register: Tell) -> None:
    log = pages.opened(world)
    register(elias=LOST)
    next_morning()
    entry = Entry.objects.using("owner").get(book=log.pk, verb="family.responsibility_lost")
    ended = Admission.objects.using("owner").get(log=log, person=world.anders, role="guardian")
    assert ended.ended_at == entry.at
    assert (entry.actor_id, entry.role) == (None, "stafett")


def test_nothing_new_is_no_entry_and_a_family_is_asked_about_once_a_day(
    world: w.World, register: Tell
) -> None:
    log = pages.opened(world)
    LookUp.objects.using("owner").all()._raw_delete("owner")
    next_morning()
    next_morning()
    assert entries(log) == []
    rows = LookUp.objects.using("owner").all()
    assert [(each.by_id, each.ground, each.log_id) for each in rows] == [
        (None, "renew_family", log.pk)
    ] * 3
    with acting_as(world.marte.pk):
        assert len(look_ups_of(log.owner_id)) == 1


def test_the_news_goes_when_it_is_seen_or_asked_anew(world: w.World, register: Tell) -> None:
    log = pages.opened(world)
    register(elias=LOST)
    next_morning()
    address = pages.address(log, "familien")
    answer = pages.client_of(world, "kari").post(address)
    assert answer.status_code == 302
    assert entries(log)[-1] == "family.seen"
    assert NEWS not in my_page(world)
    # A second press says nothing twice, and the others' presses are not taken.
    pages.client_of(world, "kari").post(address)
    assert entries(log).count("family.seen") == 1
    assert pages.client_of(world, "marte").post(address).status_code == 404
    register(elias={"guardians": {"anders": {"responsibility": True}}})
    next_morning(2)
    assert NEWS in my_page(world)
    assert ask_anew(world, log).status_code == 302
    assert NEWS not in my_page(world)


def test_a_question_that_asked_others_is_closed_and_cannot_be_answered(
    world: w.World, register: Tell
) -> None:
    """Mother has said yes, father not; then he loses responsibility. Her yes alone opens nothing:
    she said it to another text."""
    log = pages.asked(world)
    assert pages.say(world, log, "marte").status_code == 302
    question = pages.question_of(log)
    register(elias=LOST)
    next_morning()
    assert entries(log) == ["family.responsibility_lost", "family.question_ended"]
    assert pages.question_of(log).end == "family"
    assert page(world, "anders", log, "samtykke", question.pk).status_code == 404
    assert pages.say(world, log, "anders").status_code == 404
    assert Log.objects.using("owner").get(pk=log.pk).opened_at is None
    # The starter is told and asks anew; now mother's yes is enough.
    told = my_page(world)
    assert NEWS in told
    client = pages.client_of(world, "kari")
    client.post(pages.address(log, "samtykke", "nytt"), {"do": "begin"})
    assert pages.press(world, log, "ask").status_code == 302
    assert pages.say(world, log, "marte").status_code == 302
    assert Log.objects.using("owner").get(pk=log.pk).opened_at
    assert let_in(log, world.anders) == []
    assert let_in(log, world.marte) == ["guardian"]


def test_a_new_guardian_gets_in_by_being_asked_and_not_by_kinship(
    world: w.World, register: Tell
) -> None:
    register(elias=GONE)
    log = pages.started(world, said_yes=["0"])
    pages.know_the_family(world, log)
    assert pages.press(world, log, "ask").status_code == 302
    assert pages.say(world, log, "marte").status_code == 302
    register()
    next_morning()
    assert entries(log) == ["family.responsibility_gained"]
    pages.know_the_family(world, log)
    assert let_in(log, world.anders) == []
    assert page(world, "anders", log).status_code == 404
    assert NEWS in my_page(world)
    assert ask_anew(world, log).status_code == 302
    assert let_in(log, world.anders) == ["asked"]
    with acting_as(world.anders.pk):
        standing = access.standing(world.anders, log.pk)
        assert standing
        assert not standing.may(Right.READ)
    for who in ("marte", "anders"):
        assert pages.say(world, log, who).status_code == 302
    assert let_in(log, world.anders) == ["guardian"]
    assert page(world, "anders", log).status_code == 200


def test_an_open_question_that_lacks_a_new_guardian_is_closed(
    world: w.World, register: Tell
) -> None:
    register(elias=GONE)
    log = pages.started(world, said_yes=["0"])
    pages.know_the_family(world, log)
    assert pages.press(world, log, "ask").status_code == 302
    register()
    next_morning()
    assert entries(log) == ["family.responsibility_gained", "family.question_ended"]
    assert pages.say(world, log, "marte").status_code in (404, 409)


def test_a_new_guardian_without_responsibility_is_not_even_stored(
    world: w.World, register: Tell
) -> None:
    log = pages.opened(world)
    people = Person.objects.using("owner").count()
    register(elias={"guardians": {"hanne": {"relation": "other", "responsibility": False}}})
    next_morning()
    assert Person.objects.using("owner").count() == people
    assert entries(log) == []


def test_the_register_is_asked_before_each_request_for_a_signature(
    world: w.World, register: Tell
) -> None:
    log = pages.started(world)
    pages.know_the_family(world, log)
    register(elias=LOST)
    answer = pages.press(world, log, "ask", purpose="Noe jeg har skrevet nå.")
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "har noe nytt om familien" in said
    assert "Noe jeg har skrevet nå." in said
    assert pages.question_of(log).state == "prepared"
    assert entries(log) == ["family.responsibility_lost"]
    assert not Guardianship.objects.using("owner").get(guardian=world.anders).responsibility
    # The page shows who decides now; pressed once more, the question goes to them alone.
    assert pages.press(world, log, "ask").status_code == 302
    asked = Asked.objects.using("owner").filter(log=log)
    assert [each.person_id for each in asked] == [world.marte.pk]


def test_when_the_register_does_not_answer_nobody_is_asked_and_nothing_typed_is_lost(
    world: w.World, register: Tell
) -> None:
    log = pages.started(world)
    register(silent=True)
    answer = pages.press(world, log, "ask", purpose="Noe jeg har skrevet nå.")
    assert answer.status_code == 422
    assert "Folkeregisteret svarer ikke nå" in answer.content.decode()
    assert "Noe jeg har skrevet nå." in answer.content.decode()
    assert pages.question_of(log).state == "prepared"
    register()
    assert pages.press(world, log, "ask").status_code == 302


def test_one_whom_the_register_no_longer_finds_loses_nothing_silently(
    world: w.World, register: Tell
) -> None:
    log = pages.opened(world)
    register(elias={"gone": True})
    for day in (1, 2, 3):
        next_morning(day)
    assert entries(log) == ["family.not_found"]
    assert let_in(log, world.anders) == ["guardian"]
    answer = ask_anew(world, log)
    assert answer.status_code == 422
    assert "finner ikke lenger Elias" in answer.content.decode()


def test_names_and_protection_are_renewed_and_the_entry_tells_no_more(
    world: w.World, register: Tell
) -> None:
    log = pages.opened(world)
    new = {"family_name": "Strand", "protection": "strictly_confidential"}
    register(elias=new, anders={"given_name": "Andrea"})
    next_morning()
    elias, anders = (
        Person.objects.using("owner").get(pk=pk) for pk in (log.owner_id, world.anders.pk)
    )
    assert (elias.family_name, elias.protection) == ("Strand", "strictly_confidential")
    assert anders.given_name == "Andrea"
    assert entries(log) == [
        "family.name_changed",
        "family.protection_changed",
        "family.name_changed",
    ]
    assert "strict" not in str(data_of(log, "family.protection_changed"))


def test_a_question_that_named_places_is_asked_anew_when_protection_comes(
    world: w.World, register: Tell
) -> None:
    """Nobody signs a text that is another than its hash says, or reads where the child is."""
    log = pages.asked(world)
    (question,) = Consent.objects.using("owner").filter(log=log)
    Person.objects.using("owner").filter(pk=world.marte.pk).update(protection="confidential")
    sealed = actions.Sealed("BankID", "high", "nb")
    with acting_as(world.anders.pk), pytest.raises(Conflict):
        actions.answer(
            w.stand(world.anders, log),
            question.pk,
            says_yes=True,
            text_hash=question.text_hash,
            sealed=sealed,
            at=w.now(),
        )
    Person.objects.using("owner").filter(pk=world.marte.pk).update(protection="none")
    register(marte={"protection": "confidential"})
    next_morning()
    assert entries(log) == ["family.protection_changed", "family.question_ended"]
    assert Consent.objects.using("owner").get(pk=question.pk).state == "ended"


def test_where_the_child_lives_can_change_who_decides(register: Tell) -> None:
    """Under hustadvika (004) a parent without fixed residence does not sign."""
    world = pages.make_school_world("hustadvika")
    log = pages.asked(world, level="2")
    register(elias={"guardians": {"anders": {"fixed_residence": False}}})
    next_morning()
    assert entries(log) == ["family.residence_changed", "family.question_ended"]
    assert let_in(log, world.anders) == ["asked"]


def test_where_the_child_lives_can_leave_the_question_as_it_is(
    world: w.World, register: Tell
) -> None:
    """By the national rules both sign all the same."""
    log = pages.asked(world)
    register(elias={"guardians": {"anders": {"fixed_residence": False}}})
    next_morning()
    assert entries(log) == ["family.residence_changed"]
    assert pages.question_of(log).state == "asked"


def test_the_others_are_tried_and_the_job_comes_back(
    world: w.World, register: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One family's register is silent; the other family is asked about all the same."""
    log = pages.opened(world)
    other = pages.started(world, "sofie", said_yes=["0", "1"], short_name="Sofie")
    assert pages.press(world, other, "ask").status_code == 302
    silent_for = {log.pk}
    real = family_daily.find_family

    def find(number: Any, ground: Any, asker: Any) -> Any:
        if asker.log_id in silent_for:
            raise RegisterSilent("silent")
        return real(number, ground, asker)

    monkeypatch.setattr(family_daily, "find_family", find)
    register(elias=LOST, sofie={"family_name": "Strand"})
    with pytest.raises(RegisterSilent):
        next_morning()
    assert entries(other) == ["family.name_changed"]
    assert entries(log) == []
    silent_for.clear()
    next_morning()
    assert entries(log) == ["family.responsibility_lost"]
    assert entries(other) == ["family.name_changed"]


def test_a_closed_log_is_not_read_by_one_who_lost_responsibility(
    world: w.World, register: Tell
) -> None:
    log = pages.opened(world)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    assert page(world, "anders", log).status_code == 200
    register(elias=LOST)
    next_morning(8)
    assert page(world, "anders", log).status_code == 404
    assert page(world, "marte", log).status_code == 200


def test_from_eighteen_nobody_is_said_to_have_lost_anything(world: w.World) -> None:
    """The register has no guardians of one who is of age; the birthday ends what they had."""
    log = pages.opened(world)
    found = FictionalRegister().look_up(parse(pages.number_of("elias")), Ground.RENEW_FAMILY)
    assert found
    grown = replace(found, guardians=(), birth_date=w.years_ago(18))
    with acting_as(world.kari.pk):
        child = Person.objects.get(pk=log.owner_id)
        assert renew_family(child, FoundFamily(grown, ()), at=w.now()) == []
    assert (
        Guardianship.objects.using("owner").filter(child=log.owner_id, responsibility=True).count()
        == 2
    )


def test_an_owner_whose_number_is_not_known_is_asked_as_before(
    world: w.World, register: Tell
) -> None:
    log = pages.started(world)
    NationalIdentity.objects.using("owner").filter(person=log.owner).update(sealed="")
    register(silent=True)
    next_morning()
    assert pages.press(world, log, "ask").status_code == 302


def test_a_number_that_cannot_be_read_is_told_without_it(
    world: w.World, register: Tell, caplog: pytest.LogCaptureFixture
) -> None:
    log = pages.opened(world)
    NationalIdentity.objects.using("owner").filter(person=log.owner).update(sealed="x")
    next_morning()
    assert str(log.pk) in caplog.text
    answer = ask_anew(world, log)
    assert answer.status_code == 422
    assert pages.number_of("elias") not in caplog.text + answer.content.decode()


def test_one_who_lost_it_by_another_log_of_the_child_is_out_here_too(
    world: w.World, register: Tell
) -> None:
    """The rows are the child's: told in one municipality, they bite in the other's log too."""
    log = pages.opened(world)
    register(elias=LOST)
    Guardianship.objects.using("owner").filter(guardian=world.anders).update(responsibility=False)
    next_morning()
    assert entries(log) == ["family.responsibility_lost"]
    assert let_in(log, world.anders) == []
