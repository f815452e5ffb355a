"""What an administrator is told of open logs, and how they stand with a policy."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.municipality.models import Role
from stafett.municipality.policy import PRESETS, Policy
from stafett.overview.policy_logs import judge, open_logs
from stafett.people.models import Family, Guardianship, Person
from tests import world as w

pytestmark = pytest.mark.django_db
NATIONAL = PRESETS["national"]


@pytest.fixture
def world() -> w.World:
    made = w.make_world()
    there = made.positions["nils"].unit
    w.add_staff(made, "oline", "Berge", there, "Systemansvarleg", Role.ADMINISTRATOR)
    return made


def told(world: w.World, name: str | None) -> list[str]:
    """The units of the open logs that the database tells somebody."""
    with acting_as(world.people[name].pk if name else None):
        return [log.unit for log in open_logs(world.eikvag.pk)]


@pytest.mark.parametrize("name", ["oline", "nils", "bjorg", "kari", "marte", None])
def test_only_the_municipalitys_administrators_are_told(world: w.World, name: str | None) -> None:
    w.open_log(world)
    assert told(world, name) == []
    assert told(world, "henrik") == ["Eikvåg skole"]


def test_only_open_logs(world: w.World) -> None:
    w.ask_consent(world, w.start_draft(world, owner="nora"), said_yes="nora")
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        endings.close(place, reason="reached", note_text="Bra.", at=timezone.now())
    assert told(world, "henrik") == []


def test_no_name_no_key_and_no_birthday_of_child_or_guardian(world: w.World) -> None:
    w.open_log(world)
    with acting_as(world.henrik.pk), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM open_logs_of(%s) l", [world.eikvag.pk])
        text = cursor.fetchone()[0]
    for name in ("elias", "marte", "anders"):
        assert world.people[name].given_name not in text
        assert str(world.people[name].pk) not in text
    assert str(world.elias.birth_date) not in text
    assert '"years":8' in text


def judged(world: w.World, policy: Policy) -> tuple[int, int, int]:
    """How many are open, need a signature, have no answer."""
    with acting_as(world.henrik.pk):
        found = judge(open_logs(world.eikvag.pk), policy, timezone.localdate())
    return found.open, len(found.need_signature), len(found.no_answer)


@pytest.mark.parametrize("preset", PRESETS)
def test_what_two_parents_signed_is_enough_everywhere(world: w.World, preset: str) -> None:
    w.open_log(world)
    assert judged(world, PRESETS[preset]) == (1, 0, 0)


def test_a_youth_who_signed_with_a_guardian(world: w.World) -> None:
    w.open_log(world, owner="nora", signers=("nora", "hanne"))
    assert judged(world, NATIONAL) == (1, 0, 0)
    assert judged(world, PRESETS["sogndal"]) == (1, 0, 0)


def test_a_youth_who_signed_alone_needs_the_guardian_where_guardians_sign(world: w.World) -> None:
    other = w.make_world("sogndal")
    w.open_log(other, owner="nora", signers=("nora",))
    assert judged(other, PRESETS["sogndal"]) == (1, 0, 0)
    assert judged(other, NATIONAL) == (1, 1, 0)


def test_a_guardian_who_came_to_have_responsibility_has_not_signed(world: w.World) -> None:
    w.open_log(world)
    w.save(
        Guardianship(
            child=world.elias,
            guardian=world.hanne,
            kind="other",
            relation="other",
            responsibility=True,
            fixed_residence=False,
            checked_at=timezone.now(),
        )
    )
    assert judged(world, NATIONAL) == (1, 1, 0)


def test_where_nobody_has_responsibility_any_more_there_is_no_answer(world: w.World) -> None:
    w.open_log(world)
    Guardianship.objects.using("owner").update(responsibility=False)
    assert judged(world, NATIONAL) == (1, 0, 1)


def test_where_the_birth_date_is_gone_there_is_no_answer(world: w.World) -> None:
    w.open_log(world)
    Person.objects.using("owner").filter(pk=world.elias.pk).update(birth_date=None)
    assert judged(world, NATIONAL) == (1, 0, 1)


def test_an_owner_who_works_in_the_municipality_is_grown_up(world: w.World) -> None:
    """No birth date of hers is kept; she alone decides."""
    w.save(Family(child=world.ragnhild, live_together=False, checked_at=timezone.now()))
    log = w.start_draft(world, owner="ragnhild")
    w.answer(world, w.ask_consent(world, log, said_yes="ragnhild"), "ragnhild")
    assert judged(world, NATIONAL) == (1, 0, 0)


def test_of_many_logs_the_first_are_shown() -> None:
    found = [{"unit": f"Skole {n}", "holders": ["Kari"], "id": n} for n in range(51)]
    many = render_to_string("overview/policy_logs_list.html", {"found": found})
    some = render_to_string("overview/policy_logs_list.html", {"found": found[:50]})
    assert "Skole 49<" in many
    assert "Skole 50<" not in many
    assert "50" in many.split("</ul>")[1]
    assert "50" not in some.split("</ul>")[1]
