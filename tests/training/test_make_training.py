"""`make_training`: a whole training municipality, or nothing."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.identity.models import Group, TrainingAccount
from stafett.municipality.models import Municipality, Position, Role, Unit, UnitKind
from stafett.municipality.queries import current_policy
from stafett.people.models import Family, Guardianship, NationalIdentity, Person
from stafett.people.national_number import parse
from stafett.people.register import Ground, register, unit_children
from stafett.training import making
from stafett.training.models import Making
from tests.world import found_town

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def made(day: date = DAY) -> None:
    making.make(day=day, at=timezone.now(), tell=lambda what: None, using="owner")


def said() -> str:
    out = StringIO()
    call_command("make_training", "--database=owner", "--people-only", stdout=out)
    return out.getvalue()


def test_the_command_tells_what_it_makes_and_makes_it_once() -> None:
    first = said()
    assert "50 of them with user names" in first
    assert Municipality.objects.filter(training=True).count() == 2
    people = Person.objects.using("owner").count()
    assert "already" in said()
    assert Person.objects.using("owner").count() == people
    assert Municipality.objects.count() == 2


def test_it_touches_nothing_where_there_is_a_municipality() -> None:
    found_town("A real one")
    assert "Nothing was changed" in said()
    assert Municipality.objects.count() == 1
    assert not Person.objects.using("owner").exists()


def test_only_the_owner_can_make_it() -> None:
    with pytest.raises(DatabaseError, match="row-level security"):
        making.make(day=DAY, at=timezone.now(), tell=lambda what: None)
    assert not Municipality.objects.exists()


def test_half_a_municipality_is_never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Making, "save", lambda self, **how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made()
    assert not Municipality.objects.exists()
    assert not Person.objects.using("owner").exists()


@pytest.mark.requirement("S3")
def test_fifty_demo_users_have_the_published_password_and_a_position() -> None:
    made()
    accounts = {a.username: a for a in TrainingAccount.objects.exclude(username=None)}
    assert set(accounts) == {f"demo{number}" for number in range(1, 51)}
    assert check_password("BTI2000", accounts["demo50"].password or "")
    assert len({account.password for account in accounts.values()}) == 1
    kari = Position.objects.get(person_id=accounts["demo1"].person_id)
    assert (kari.title, kari.unit.name) == ("Kontaktlærer 3B", "Eikvåg skole")
    assert (kari.phone, kari.email) == ("01234501", "kari.nesheim@eikvag.example")


def test_the_password_is_hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def hashed(text: str) -> str:
        calls.append(text)
        return "hash"

    monkeypatch.setattr(making, "make_password", hashed)
    made()
    assert calls == ["BTI2000"]


def test_the_three_lists_are_there_for_a_visitor_in_three_languages() -> None:
    made()
    with acting_as(None):
        accounts = list(TrainingAccount.objects.exclude(group=""))
    names = {group: [a.name for a in accounts if a.group == group] for group in Group}
    assert names[Group.FAMILY][:3] == ["Marte Lunde", "Anders Berg", "Elias Lunde Berg"]
    assert names[Group.HELPER][:2] == ["Kari Nesheim", "Sunniva Aas"]
    assert names[Group.LEADER][:2] == ["Bjørg Solheim", "Henrik Dale"]
    assert all(a.line_nb and a.line_nn and a.line_en for a in accounts)


def test_families_sign_in_from_the_list_without_a_password() -> None:
    made()
    family = TrainingAccount.objects.filter(group=Group.FAMILY)
    assert {(a.username, a.password) for a in family} == {(None, None)}


def test_phones_and_e_mails_reach_nobody() -> None:
    made()
    for position in Position.objects.all():
        assert position.phone.startswith("0")
        assert position.email.endswith(".example")
        assert position.email.isascii()
    assert len({p.email for p in Position.objects.all()}) == Position.objects.count()


def test_services_leaders_and_policies_stand() -> None:
    made()
    eikvag = Municipality.objects.get(name="Eikvåg kommune")
    others = {UnitKind.COUNTY, UnitKind.STATE, UnitKind.PRIVATE}
    kinds = {unit.kind for unit in eikvag.units.all()}
    assert kinds - others == set(UnitKind) - others
    roles = {p.role for p in Position.objects.filter(unit__municipality=eikvag)}
    assert roles == set(Role)
    assert current_policy(eikvag, DAY).guardians_sign_until == 18
    assert current_policy(eikvag, DAY - timedelta(days=700)).holders_max == 1
    nordvik = Municipality.objects.get(name="Nordvik kommune")
    assert current_policy(nordvik, DAY).holders_max == 2


def test_the_register_and_the_accounts_know_the_same_people() -> None:
    made(DAY - timedelta(days=9))
    children = unit_children()
    assert children is not None
    elias = next(c for c in children.children("eikvag-skole") if c.key == "elias")
    found = register().look_up(elias.number, Ground.START_LOG)
    assert found is not None
    account = TrainingAccount.objects.get(name="Elias Lunde Berg")
    assert Person.objects.using("owner").get(pk=account.person_id).birth_date == found.birth_date


def test_every_unit_that_has_children_in_the_register_is_a_unit() -> None:
    made()
    children = unit_children()
    assert children is not None
    assert sum(len(children.children(unit.key)) for unit in Unit.objects.all()) > 25


def test_no_family_is_known_before_somebody_starts_a_log() -> None:
    made()
    assert not Family.objects.using("owner").exists()
    assert not Guardianship.objects.using("owner").exists()


def test_a_visitor_and_staff_see_none_of_the_families() -> None:
    made()
    kari = TrainingAccount.objects.get(username="demo1").person_id
    marte = TrainingAccount.objects.get(name="Marte Lunde").person_id
    for somebody in (None, kari):
        with acting_as(somebody):
            assert not Person.objects.filter(pk=marte).exists()
    with acting_as(marte):
        assert Person.objects.filter(pk=marte).exists()


@pytest.mark.requirement("S4")
def test_no_national_number_is_stored() -> None:
    made()
    for identity in NationalIdentity.objects.using("owner").all():
        assert len(identity.number_hash) == 64
    with pytest.raises(ValueError, match="digit"):
        parse(identity.number_hash)
