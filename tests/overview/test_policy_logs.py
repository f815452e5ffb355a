"""What an administrator is told of open logs, and how they stand with a policy."""

import pytest
from django.db import connection
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.consent.rules import Guardian, Kind, Owner, Scope
from stafett.municipality.models import Position, Role
from stafett.municipality.policy import PRESETS, Policy
from stafett.overview.policy_logs import (
    Counted,
    OpenLog,
    OpenLogs,
    is_enough,
    judge,
    open_logs,
)
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
        found = open_logs(world.eikvag.pk)
    return [found.units[log.unit] for log in found.logs]


@pytest.mark.parametrize("name", ["oline", "nils", "bjorg", "kari", "marte", None])
def test_only_the_municipalitys_administrators_are_told(world: w.World, name: str | None) -> None:
    w.open_log(world)
    assert told(world, name) == []
    assert told(world, "henrik") == ["Eikvåg skole"]


@pytest.mark.requirement("H1")
def test_not_those_that_one_follows_up_oneself(world: w.World) -> None:
    """They are known exactly, and the others' numbers could be reckoned out of the sum."""
    w.open_log(world)
    w.save(
        Position(
            person=world.henrik,
            unit=world.positions["kari"].unit,
            role=Role.LEADER,
            title="Rektor",
            from_date=w.today(),
        )
    )
    assert told(world, "henrik") == []


def test_only_open_logs(world: w.World) -> None:
    w.ask_consent(world, w.start_draft(world, owner="nora"), said_yes="nora")
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        endings.close(place, reason="reached", note_text="Bra.", at=timezone.now())
    assert told(world, "henrik") == []


@pytest.mark.requirement("H1")
def test_the_database_tells_no_name_no_log_and_no_birthday(world: w.World) -> None:
    """Nor who has the baton: of a teacher's one log everybody knows whose it is."""
    log = w.open_log(world)
    with acting_as(world.henrik.pk), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM open_logs_of(%s) l", [world.eikvag.pk])
        text = cursor.fetchone()[0]
    for name in ("elias", "marte", "anders", "kari"):
        assert world.people[name].given_name not in text
        assert str(world.people[name].pk) not in text
    assert str(log.pk) not in text
    assert str(world.elias.birth_date) not in text
    assert '"years":8' in text


def judged(world: w.World, policy: Policy) -> tuple[int, int, int]:
    """How many are open, need a signature, have no answer."""
    with acting_as(world.henrik.pk):
        found = open_logs(world.eikvag.pk).logs
    said = [is_enough(log, policy, timezone.localdate()) for log in found]
    return len(said), said.count(False), said.count(None)


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


def of_school(unit: str, *, signed: bool) -> OpenLog:
    """A log of an eight-year-old whose one parent has signed, or has not."""
    mother = Guardian(id="1", responsibility=True, fixed_residence=True, kind=Kind.PARENT)
    born = timezone.localdate().replace(year=timezone.localdate().year - 8, day=1)
    yes = frozenset({"1"} if signed else ())
    return OpenLog(unit, Owner(birth=born), (mother,), True, (Scope.OPEN,), yes)


def counted(**needing: int) -> Counted:
    """How many need a signature, where so many of each unit's logs do and one does not."""
    logs = [of_school(unit, signed=False) for unit, n in needing.items() for _ in range(n)]
    logs += [of_school(unit, signed=True) for unit in needing]
    units = {unit: f"{unit} skole" for unit in needing}
    return judge(OpenLogs(logs, units), NATIONAL, timezone.localdate()).need_signature


@pytest.mark.requirement("C9", "H1")
def test_numbers_by_unit_and_none_under_five() -> None:
    assert counted(Eikvåg=4, Nordvik=0) == Counted(None, [])
    assert counted(Eikvåg=3, Nordvik=2) == Counted(5, [])
    assert counted(Eikvåg=9, Nordvik=6) == Counted(15, [("Eikvåg skole", 9), ("Nordvik skole", 6)])
    some = counted(Eikvåg=9, Nordvik=3, Sør=2)
    assert some.number == 14
    assert sorted(number for _words, number in some.by_unit) == [5, 9]
