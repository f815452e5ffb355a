"""The start page: whose log, what comes first, and what the draft then holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stafett.consent.models import Named, OralConsent
from stafett.logs.models import Admission, Log, Preparation
from stafett.municipality.models import Municipality, PolicyVersion, Position, Unit
from stafett.municipality.policy import PRESETS
from stafett.people.models import Family, Guardianship, NationalIdentity
from stafett.people.national_number import make_synthetic
from tests import world as w

from .pages import (
    NEW,
    client_of,
    day,
    listed,
    make_school_world,
    number_of,
    question_of,
    started,
    told,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return make_school_world()


def send(world: w.World, **changes: Any) -> Any:
    return client_of(world, "kari").post(NEW, told(world, **changes))


def nothing_is_stored(world: w.World) -> bool:
    return not (
        Log.objects.using("owner").exists()
        or NationalIdentity.objects.using("owner").exists()
        or OralConsent.objects.using("owner").exists()
    )


def test_the_first_page_lists_the_children_of_my_unit(world: w.World) -> None:
    page = words(client_of(world, "kari").get(NEW))
    assert "Elias Lunde Berg, født" in page
    assert page.count("Emma Olsen, født") == 2  # told apart by birth date
    assert "Ida Hætta" not in page  # goes to a kindergarten


def test_where_there_is_no_list_the_number_is_asked_for(world: w.World) -> None:
    page = client_of(world, "tor").get(NEW)
    assert "<select" not in page.content.decode()
    assert "Fødselsnummer" in words(page)


def test_the_second_page_asks_what_comes_first(world: w.World) -> None:
    page = client_of(world, "kari").post(NEW, {"child": listed(world, "elias"), "number": ""})
    assert page.status_code == 200
    said = words(page)
    assert "Når fortalte du det til lederen din, Bjorg Solheim?" in said
    assert "Når snakket du med Elias?" in said
    assert "Når snakket du med de foresatte?" in said
    assert "Marte Lunde, mor" in said
    assert "Anders Berg, far" in said
    assert "Marte Lunde og Anders Berg: Fram til barnet er 18 år" in said
    assert "Jeg, Kari Nesheim" in said
    assert "Loggen til Elias" in page.content.decode()
    assert nothing_is_stored(world)


@pytest.mark.requirement("J3", "J4")
def test_the_draft_holds_what_was_told(world: w.World) -> None:
    log = started(world)
    assert (log.owner.given_name, log.short_name, log.level) == ("Elias", "Loggen til Elias L", 1)
    assert (log.unit_id, log.planned_holder, log.description) == (
        world.school.pk,
        world.kari,
        "Liker fotball.",
    )
    done = Preparation.objects.using("owner").get(log=log)
    assert done.child_talked_on.isoformat() == day(-7)
    assert done.guardians_talked_on is not None
    assert done.guardians_talked_on.isoformat() == day(-6)
    assert done.leader_told_on.isoformat() == day(-9)
    question = question_of(log)
    assert (question.scopes, question.state) == (["open"], "prepared")
    named = Named.objects.using("owner").get(consent=question)
    assert (named.person, named.sees) == (world.kari, "everything")
    heard = OralConsent.objects.using("owner").filter(log=log)
    assert {each.person.given_name for each in heard} == {"Marte", "Anders"}
    only = Admission.objects.using("owner").filter(log=log)
    assert [each.role for each in only] == ["starter"]


def test_the_family_is_as_the_register_says_now(world: w.World) -> None:
    """A guardian known from before gets what the register says today."""
    log = started(world, "thea", said_yes=["0"])
    ties = Guardianship.objects.using("owner").filter(child_id=log.owner_id)
    assert {(each.guardian.given_name, each.responsibility) for each in ties} == {
        ("Silje", True),
        ("Robin", False),
    }
    assert not Family.objects.using("owner").get(child_id=log.owner_id).live_together


@pytest.mark.requirement("B9", "J2")
def test_a_colleague_can_be_asked_to_have_the_baton(world: w.World) -> None:
    log = started(world, holder=str(world.positions["sunniva"].pk))
    assert log.planned_holder == world.sunniva
    named = Named.objects.using("owner").filter(consent=question_of(log))
    assert {each.person for each in named} == {world.kari, world.sunniva}


def test_by_number_and_no_number_in_any_address(world: w.World) -> None:
    number = number_of("ida")
    kari = client_of(world, "kari")
    page = kari.post(NEW, {"child": "", "number": f"{number[:6]} {number[6:]}"})
    assert "Ida Hætta" in words(page)
    done = kari.post(NEW, told(world, child="", number=number))
    assert done.status_code == 302
    assert number not in done["Location"]
    page = kari.get(done["Location"])
    assert number not in page.content.decode()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "Velg hvem loggen skal handle om."),
        ("123", "Et fødselsnummer har elleve siffer."),
        ("0101١٢٣٤٥٦٧", "Et fødselsnummer har bare siffer."),
        ("\ud55c\uad6d\uc5b4 12345", "Et fødselsnummer har bare siffer."),
        ("99999999999", "De seks første sifrene er ikke en fødselsdato."),
        ("02013299998", "Ett av sifrene er feil."),
        ("02013299997", "Dette nummeret kan høre til et virkelig menneske."),
        ("x" * 50_000, "Et fødselsnummer har bare siffer."),
        ("\0", "Nulltegn"),
    ],
)
def test_a_number_that_is_none_is_told_at_the_field(world: w.World, number: str, said: str) -> None:
    answer = client_of(world, "kari").post(NEW, {"child": "", "number": number})
    assert answer.status_code == 422
    if said == "Nulltegn":
        assert "ds-validation-message" in answer.content.decode()
    else:
        assert said in words(answer)
    if number.isascii() and number.strip("\0"):
        assert f'value="{number}"' in answer.content.decode()


def test_a_made_up_number_that_nobody_has(world: w.World) -> None:
    number = make_synthetic(timezone.localdate() - timedelta(days=3000), 190).digits
    answer = client_of(world, "kari").post(NEW, {"child": "", "number": number})
    assert answer.status_code == 422
    assert "Folkeregisteret" in words(answer)


def test_not_both_from_the_list_and_by_number(world: w.World) -> None:
    both = {"child": listed(world, "elias"), "number": number_of("ida")}
    answer = client_of(world, "kari").post(NEW, both)
    assert answer.status_code == 422
    assert "ikke begge deler" in words(answer)


@pytest.mark.parametrize("child", ["elias", "x/y/z", "\0", "../../etc", "a" * 9000])
def test_a_child_that_is_not_on_my_list(world: w.World, child: str) -> None:
    answer = client_of(world, "kari").post(NEW, {"child": child, "number": ""})
    assert answer.status_code == 422
    assert "Dette barnet står ikke på lista di." in words(answer)


def test_a_child_of_another_unit_is_not_on_my_list(world: w.World) -> None:
    foreign = f"{world.kindergarten.pk}/ida"
    answer = client_of(world, "kari").post(NEW, {"child": foreign, "number": ""})
    assert answer.status_code == 422


EARLIER = "mer enn to år siden"


@pytest.mark.requirement("B4", "B17", "J2", "M1")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"child_talked_on": ""}, "Skriv dagen du snakket med Elias."),
        ({"child_talked_on": None}, "Skriv dagen du snakket med Elias."),
        ({"child_talked_on": "i går"}, "dato"),
        ({"child_talked_on": "2026-13-45"}, "dato"),
        ({"child_talked_on": day(2)}, "Denne dagen har ikke kommet ennå."),
        ({"child_talked_on": "0001-01-01"}, EARLIER),
        ({"guardians_talked_on": ""}, "Skriv dagen du snakket med de foresatte."),
        ({"leader_told_on": ""}, "Skriv dagen du fortalte det til lederen din."),
        ({"leader_told_on": "9999-12-31"}, "Denne dagen har ikke kommet ennå."),
        ({"said_yes": []}, "Noen som bestemmer, må ha sagt ja først."),
        ({"said_yes": ["7"]}, "Kryss av for noen på lista."),
        ({"said_yes": ["\0"]}, "Kryss av for noen på lista."),
        ({"said_on": ""}, "Skriv dagen det ble sagt."),
        ({"holder": ""}, "Velg hvem som skal ha stafettpinnen."),
        ({"holder": "nobody"}, "Velg noen på lista."),
        ({"short_name": "   "}, "Gi loggen et navn."),
        ({"short_name": "å" * 61}, "60"),
        ({"description": "å" * 2001}, "2000"),
        ({"level": "0"}, "Velg et av nivåene."),
        ({"level": "9" * 400}, "Velg et av nivåene."),
        ({"level": ""}, "Velg et nivå."),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_lost(
    world: w.World, changes: dict[str, Any], said: str
) -> None:
    answer = send(world, **{"description": "Liker fotball og ฟุตบอล.", **changes})
    assert answer.status_code == 422
    assert said in words(answer)
    if "description" not in changes:
        assert "Liker fotball og ฟุตบอล." in answer.content.decode()
    assert nothing_is_stored(world)


def test_a_null_character_is_told_at_the_field(world: w.World) -> None:
    for field in ("short_name", "description"):
        answer = send(world, **{field: "Hei\0du"})
        assert answer.status_code == 422
        assert nothing_is_stored(world)


def test_a_holder_of_another_municipality_cannot_be_chosen(world: w.World) -> None:
    assert send(world, holder=str(world.positions["nils"].pk)).status_code == 422


def test_names_in_any_script_are_kept(world: w.World) -> None:
    log = started(world, short_name="لوگ 한국 Ŋuorta 🦊", description="Ⅻ\r\nto linjer")
    assert log.short_name == "لوگ 한국 Ŋuorta 🦊"
    assert log.description == "Ⅻ\nto linjer"


def test_doubled_fields_do_no_harm(world: w.World) -> None:
    fields = told(world) | {"child_talked_on": [day(-7), day(-5)], "level": ["3", "1"]}
    assert client_of(world, "kari").post(NEW, fields).status_code == 302


@pytest.mark.requirement("B14", "Z2")
def test_below_the_level_where_the_municipality_starts(world: w.World) -> None:
    municipality = Municipality.objects.using("owner").get(pk=world.eikvag.pk)
    w.save(
        PolicyVersion(
            municipality=municipality,
            from_date=timezone.localdate(),
            preset="hustadvika",
            settings=PRESETS["hustadvika"].as_settings(),
        )
    )
    page = client_of(world, "kari").post(NEW, {"child": listed(world, "elias"), "number": ""})
    assert "Nivå 1:" not in words(page)
    answer = send(world, level="1")
    assert answer.status_code == 422
    assert "I Eikvåg starter en logg fra nivå 2." in words(answer)
    assert started(world, level="2").level == 2


def test_sent_twice_gives_one_draft(world: w.World) -> None:
    kari = client_of(world, "kari")
    first, second = (kari.post(NEW, told(world)) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Log.objects.using("owner").count() == 1
    assert OralConsent.objects.using("owner").count() == 2
    assert "Du hadde alt startet dette utkastet." in words(kari.get(second["Location"]))


def test_sent_twice_at_the_same_moment_gives_one_draft(
    world: w.World, at_once: Callable[..., list[Any]]
) -> None:
    one, other = client_of(world, "kari"), client_of(world, "kari")
    answers = at_once(lambda: one.post(NEW, told(world)), lambda: other.post(NEW, told(world)))
    assert sorted(answer.status_code for answer in answers) in ([302, 302], [302, 422])
    assert Log.objects.using("owner").count() == 1


def test_a_child_who_has_a_log_is_told_without_telling_whose(world: w.World) -> None:
    started(world)
    fields = told(world, holder=str(world.positions["sunniva"].pk), short_name="En annen")
    answer = client_of(world, "sunniva").post(NEW, fields)
    assert answer.status_code == 422
    assert "Snakk med familien eller lederen din." in words(answer)
    assert "Kari" not in words(answer).split("Jeg, Sunniva")[0]
    assert "En annen" in answer.content.decode()


def test_two_logs_of_mine_are_not_called_the_same(world: w.World) -> None:
    started(world)
    answer = send(world, child=listed(world, "sofie"), short_name="loggen til elias l")
    assert answer.status_code == 422
    assert "Du har en annen logg med dette navnet." in words(answer)


def test_one_who_leads_the_unit_has_nobody_to_tell(world: w.World) -> None:
    bjorg = client_of(world, "bjorg")
    page = bjorg.post(NEW, {"child": listed(world, "elias"), "number": ""})
    assert "lederen din" not in words(page)
    fields = told(world, leader_told_on=None, holder=str(world.positions["bjorg"].pk))
    assert bjorg.post(NEW, fields).status_code == 302


def test_a_unit_without_a_leader_asks_all_the_same(world: w.World) -> None:
    page = client_of(world, "tor").post(NEW, {"number": number_of("ida")})
    assert "Når fortalte du det til lederen din?" in words(page)


FAMILIES = [
    ("sofie", 2, False, "Foreldrene bor sammen"),
    ("elias", 2, False, "har fast hjem" if False else "bor fast hos begge"),
    ("kuba", 2, False, "bor fast hos den andre"),
    ("ayaan", 1, False, "Fram til barnet er 18 år"),
    ("thea", 1, False, "Fram til barnet er 18 år"),
    ("mathias", 2, False, "bor fast et annet sted"),
    ("emilie", 2, False, "foreldreansvar i"),
    ("nora", 3, False, "Fra 15 år må ungdommen også si ja"),
    ("magnus", 1, True, "bestemmer selv"),
    ("helene", 1, True, "bestemmer selv"),
]


@pytest.mark.parametrize(("key", "deciders", "alone", "why"), FAMILIES)
def test_each_family_decides_by_its_own_rule(
    world: w.World, key: str, deciders: int, alone: bool, why: str
) -> None:
    page = client_of(world, "kari").post(NEW, {"child": "", "number": number_of(key)})
    said = words(page)
    assert page.status_code == 200
    assert page.content.decode().count('name="said_yes"') == deciders
    assert ("Når snakket du med de foresatte?" in said) is not alone
    assert why in said
    fields = told(world, child="", number=number_of(key), said_yes=["owner" if alone else "0"])
    assert client_of(world, "kari").post(NEW, fields).status_code == 302


@pytest.mark.requirement("S5", "Z7")
def test_a_real_municipality_takes_other_numbers(world: w.World) -> None:
    """The refusal of real numbers belongs to training."""
    Municipality.objects.using("owner").filter(pk=world.eikvag.pk).update(training=False)
    answer = client_of(world, "tor").post(NEW, {"number": "02013299997"})
    assert answer.status_code == 422
    assert "virkelig menneske" not in words(answer)
    assert "Folkeregisteret" in words(answer)


@pytest.mark.requirement("B15", "Z12")
def test_only_somebody_with_a_position_starts_a_log(world: w.World) -> None:
    marte = client_of(world, "marte")
    answer = marte.get(NEW)
    assert answer.status_code == 404
    assert answer.content == marte.get("/finnes-ikke/").content
    assert marte.post(NEW, told(world)).status_code == 404
    assert nothing_is_stored(world)


def test_a_position_that_has_ended_is_none(world: w.World) -> None:
    world.positions["kari"].until = timezone.localdate() - timedelta(days=1)
    world.positions["kari"].save(using="owner")
    assert client_of(world, "kari").get(NEW).status_code == 404


def test_somebody_not_signed_in_is_sent_to_sign_in(world: w.World, client: Any) -> None:
    assert client.get(NEW)["Location"].startswith("/logg-inn/")


def test_the_children_of_both_my_units_are_listed(world: w.World) -> None:
    Unit.objects.using("owner").filter(pk=world.kindergarten.pk).update(key="fjaera-barnehage")
    there = Position(
        person=world.kari, unit=world.kindergarten, title="Styrer", from_date=timezone.localdate()
    )
    w.save(there)
    page = client_of(world, "kari").get(NEW)
    assert "Elias Lunde Berg" in words(page)
    assert "Ida Hætta" in words(page)
    ida = {"child": f"{world.kindergarten.pk}/ida", "holder": str(there.pk)}
    log = started(world, **ida, said_yes=["0"])
    assert log.unit_id == world.kindergarten.pk
