"""Each demo user's own families, at every stage (S3)."""

from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from stafett.book.verify import faults
from stafett.book.wall import acting_as
from stafett.identity.models import TrainingAccount
from stafett.logs.access import standing
from stafett.logs.models import Handover, Leg, Log
from stafett.people.fictional_register.adapter import everyone
from stafett.people.models import Person
from stafett.plan.models import Goal, Measure
from stafett.training.demo_users import DEMO_USERS, PASSWORD
from stafett.training.making import make
from stafett.training.models import Making
from stafett.training.practice import families
from stafett.training.practice.families import Stage
from stafett.training.practice.preparing import number_of, prepare_ahead
from tests.training.as_owner import as_owner

ALL = [family for number in range(1, 51) for family in families.families(number).values()]


@pytest.fixture
def town() -> None:
    """With logs, as far as anybody asks; the shared ones are not needed here."""
    make(day=timezone.localdate(), at=timezone.now(), tell=lambda what: None, using="owner")
    Making.objects.using("owner").update(with_logs=True)


def sign_in(client: Client, number: int) -> None:
    answer = client.post("/logg-inn/", {"username": f"demo{number}", "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()


def logs_of(number: int) -> dict[str, Log]:
    found = (
        Log.objects.using("owner")
        .select_related("owner")
        .filter(short_name__endswith=f"(demo{number})")
    )
    children = {f.child.given_name: f.stage for f in families.families(number).values()}
    return {children[log.short_name.split(" (")[0]]: log for log in found}


@pytest.mark.requirement("S4", "S7")
def test_nobody_is_easily_taken_for_another() -> None:
    names = Counter(f"{f.child.given_name} {f.child.family_name}" for f in ALL)
    assert len(names) == len(ALL) == 300
    assert len({f.child.family_name for f in ALL}) == 300
    for number in range(1, 51):
        own = families.families(number).values()
        assert len({f.child.given_name for f in own}) == len(own)
        assert all(f.child.family_name.endswith(f"(demo{number})") for f in own)
    shared = {f"{someone.given_name} {someone.family_name}" for someone in everyone()}
    staff = {user.name for user in DEMO_USERS}
    assert not set(names) & (shared | staff)


def test_every_number_is_one_persons() -> None:
    day = timezone.localdate()
    known = families.everyone(day)
    assert len(known) == 600
    assert all(number.is_synthetic for number in known)
    assert not {someone.number(day) for someone in everyone()} & set(known)


@pytest.mark.django_db
@pytest.mark.requirement("S3")
@pytest.mark.usefixtures("town")
def test_a_demo_user_finds_one_at_every_stage(client: Client) -> None:
    number = 17
    sign_in(client, number)
    logs = logs_of(number)
    today = timezone.localdate()
    me = TrainingAccount.objects.get(username=f"demo{number}").person_id
    assert set(logs) == set(Stage) - {Stage.NEW}
    assert logs["waiting"].state == "draft"
    assert {log.state for stage, log in logs.items() if stage != "waiting"} == {"open"}
    deadlines = {m.log_id: m for m in Measure.objects.using("owner").all()}
    assert deadlines[logs["at_work"].pk].deadline > today
    assert deadlines[logs["late"].pk].deadline < today
    (offer,) = Handover.objects.using("owner").all()
    assert (offer.log_id, offer.offered_to_id, offer.answer) == (logs["offered"].pk, me, None)
    holders = dict(Leg.objects.using("owner").values_list("log_id", "holder_id"))
    assert all(holders[logs[stage].pk] == me for stage in ("at_work", "late", "ready"))
    assert not Goal.objects.using("owner").filter(log=logs["ready"], closed_at=None).exists()
    with as_owner():
        assert list(faults()) == []
    page = client.get("/min-side/?bli").content.decode()
    children = {stage: str(log.owner) for stage, log in logs.items()}
    assert all(name.endswith("(demo17)") and name in page for name in children.values())


@pytest.mark.django_db
@pytest.mark.usefixtures("town")
def test_they_are_made_once_and_for_oneself(client: Client) -> None:
    sign_in(client, 49)
    before = Log.objects.using("owner").count()
    sign_in(client, 49)
    assert Log.objects.using("owner").count() == before == 5
    sign_in(client, 50)
    assert Log.objects.using("owner").count() == 10
    stranger = TrainingAccount.objects.get(username="demo1").person_id
    with acting_as(stranger):
        somebody = Person.objects.get(pk=stranger)
        assert all(standing(somebody, log.pk) is None for log in logs_of(49).values())


@pytest.mark.django_db
def test_where_there_are_people_alone_there_is_nothing_to_practise_with(client: Client) -> None:
    make(day=timezone.localdate(), at=timezone.now(), tell=lambda what: None, using="owner")
    sign_in(client, 17)
    assert not Log.objects.using("owner").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("town")
def test_only_a_demo_user_has_a_number() -> None:
    marte = TrainingAccount.objects.get(name="Marte Lunde").person_id
    assert number_of(marte) is None
    demo50 = TrainingAccount.objects.get(username="demo50").person_id
    assert number_of(demo50) == 50


@pytest.mark.django_db
@pytest.mark.usefixtures("town")
def test_what_was_made_at_night_makes_nobody_wait(client: Client) -> None:
    with as_owner():
        prepare_ahead([7, 8])
        assert list(faults()) == []
    made = logs_of(7)
    assert len(made) == len(logs_of(8)) == 5
    sign_in(client, 7)
    assert logs_of(7) == made
    page = client.get("/min-side/?bli").content.decode()
    assert all(str(log.owner) in page for log in made.values())
    assert Log.objects.using("owner").count() == 10
