"""Birthdays act: told sixty days ahead, asked on the day, and the old consent holds meanwhile."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from stafett.book.models import Book
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.consent import actions, coming_of_age, daily
from stafett.consent.birthdays import between, birthday
from stafett.consent.models import Birthday, Consent
from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import PRESETS
from stafett.people.models import Person
from tests import world as w
from tests.logins import as_worker

from .coming import answer_on, asked_of, born, family, later, open_for, row, run, verbs, versions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("birth", "age", "on"),
    [
        (date(2011, 5, 2), 15, date(2026, 5, 2)),
        (date(2012, 2, 29), 15, date(2027, 3, 1)),
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
    ],
)
def test_the_day_one_fills_years(birth: date, age: int, on: date) -> None:
    assert birthday(birth, age) == on
    assert list(between(birth, on - timedelta(days=9), on)) == [(age, on)]
    assert not list(between(birth, on, on + timedelta(days=9)))


@pytest.mark.requirement("G12")
def test_the_log_asks_the_youth_on_the_day_and_the_old_consent_holds() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 70))
    log = open_for(world, "ola")
    run(9)
    assert not Birthday.objects.using("owner").filter(log=log).exists()
    run(10)
    run(11)
    assert row(log).asks_owner
    assert row(log).goes == ["F_ola Berg", "M_ola Berg"]
    assert verbs(log).count("consent.birthday_ahead") == 1
    run(69)
    assert len(versions(log)) == 1
    run(70)
    run(70)
    run(71)
    old, new = versions(log)
    assert (old.state, new.state) == ("active", "asked")
    assert asked_of(new) == {"ola"}
    assert new.scopes == old.scopes
    named = [{each.person_id for each in v.named.using("owner")} for v in (old, new)]
    assert named[0] == named[1]
    assert verbs(log)[-2:] == ["consent.birthday_reached", "consent.asked_by_age"]
    answer_on(world, new, "ola", days=71)
    assert [each.end or each.state for each in versions(log)] == ["superseded", "active"]
    run(72)
    assert len(versions(log)) == 2
    with as_worker():
        assert not list(faults_in(Book.objects.get(pk=log.pk)))


def test_a_no_lets_the_old_consent_hold_and_is_not_asked_away() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 1))
    log = open_for(world, "ola")
    run(1)
    answer_on(world, versions(log)[1], "ola", days=2, yes=False)
    for day in (3, 40):
        run(day)
    assert [each.state for each in versions(log)] == ["active", "asked"]


@pytest.mark.parametrize(
    ("preset", "age", "scopes", "owner", "asked"),
    [
        ("national", 15, ("open",), False, {"ola", "m_ola", "f_ola"}),
        ("hustadvika", 15, ("open",), False, {"ola"}),
        ("aardal", 16, ("open", "health"), False, {"ola", "m_ola", "f_ola"}),
        ("aardal", 18, ("open",), False, {"ola"}),
        ("national", 18, ("open",), True, None),  # has said yes already
        ("sogndal", 16, ("open", "health"), True, None),
        ("aardal", 15, ("open", "education"), False, {"ola", "m_ola", "f_ola"}),
        ("aardal", 17, ("open",), False, None),
    ],
)
def test_only_a_yes_that_is_missing_is_asked_for(
    preset: str, age: int, scopes: tuple[str, ...], owner: bool, asked: set[str] | None
) -> None:
    world = w.make_world(preset)
    family(world, "ola", born(age, 1))
    log = w.start_draft(world, owner="ola")
    version = w.ask_consent(world, log, said_yes="m_ola", scopes=scopes)
    w.answer(world, version, *(["ola"] if owner else []), "m_ola", "f_ola")
    run(1)
    new = versions(log)[1:]
    assert (asked_of(new[0]) if new else None) == asked


def test_a_question_not_sent_is_left_to_the_holder() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 1))
    log = open_for(world, "ola")
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        mine = actions.prepare(place, scopes=["participants"], purpose="", kept_out="", at=w.now())
    run(1)
    assert row(log).outcome == "waits"
    assert [each.pk for each in versions(log)][1:] == [mine.pk]
    with acting_as(world.kari.pk):
        actions.ask(w.stand(world.kari, log), mine.pk, at=later(1))
    assert asked_of(versions(log)[1]) == {"ola"}


@pytest.mark.requirement("G12")
def test_a_question_sent_before_the_day_never_counts_with_the_wrong_signers() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 1))
    log = open_for(world, "ola")
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",), said_yes="m_ola")
    w.answer(world, version, "m_ola")
    answer_on(world, version, "f_ola", days=1)  # on the birthday, before the job has run
    assert versions(log)[1].state == "asked"
    run(1)
    _old, outgrown, new = versions(log)
    assert outgrown.end == "outgrown"
    assert asked_of(new) == {"ola"}
    assert world.tor.pk in {each.person_id for each in new.named.using("owner")}
    assert row(log).outcome == "waits"
    run(2)
    answer_on(world, new, "ola", days=2)
    assert versions(log)[2].state == "active"


def test_a_draft_asks_anew_too() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 1))
    log = w.start_draft(world, owner="ola")
    w.ask_consent(world, log, said_yes="m_ola")
    run(1)
    assert [each.end for each in versions(log)] == ["outgrown", ""]
    answer_on(world, versions(log)[1], "ola", days=1)
    assert versions(log)[1].state == "active"


def test_the_database_wants_the_owners_own_yes() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 3))
    log = w.start_draft(world, owner="ola")
    version = w.ask_consent(world, log, said_yes="m_ola")
    w.answer(world, version, "m_ola")
    Person.objects.using("owner").filter(pk=world.ola.pk).update(birth_date=born(15, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stafett.consent.actions.answering.owner_is_missing", lambda *_: False)
        with pytest.raises(DatabaseError, match="the owner must sign"):
            w.answer(world, version, "f_ola")


def test_what_cannot_be_sent_is_prepared_for_the_holder() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 250))  # when the named days have passed
    log = open_for(world, "ola")
    run(250)
    assert row(log).outcome == "prepared"
    assert versions(log)[1].state == "prepared"
    assert versions(log)[0].state == "active"


def test_a_changed_policy_takes_the_notice_back_and_asks_nobody() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 30))
    log = open_for(world, "ola")
    run(0)
    assert row(log).outcome == ""
    settings = PRESETS["aardal"].as_settings()
    today = timezone.localdate()
    w.save(PolicyVersion(municipality=world.eikvag, from_date=today, preset="a", settings=settings))
    run(1)
    assert row(log).outcome == "void"
    run(30)
    assert len(versions(log)) == 1


def test_owners_without_a_birth_date_have_no_birthdays() -> None:
    world = w.make_world()
    family(world, "ola", born(15, 5))
    log = open_for(world, "ola")
    Person.objects.using("owner").filter(pk=world.ola.pk).update(birth_date=None)
    run(0)
    run(5)
    assert len(versions(log)) == 1


def test_a_late_day_is_made_up_for_once() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 1))
    log = open_for(world, "ola")
    run(4)
    run(5)
    assert [each.state for each in versions(log)] == ["active", "asked"]
    assert timezone.localdate(versions(log)[1].asked_at) == timezone.localdate(later(4))


def test_one_logs_trouble_is_not_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = w.make_world("sogndal")
    for child in ("ola", "per"):
        family(world, child, born(15, 1))
    bad, good = open_for(world, "ola"), open_for(world, "per")
    real = coming_of_age.send

    def send(log: object, *args: object, **more: object) -> object:
        if getattr(log, "pk", None) == bad.pk:
            raise RuntimeError("Ola har det vondt")
        return real(log, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(coming_of_age, "send", send)
    with pytest.raises(daily.Unfinished):
        run(1)
    assert "Ola" not in caplog.text
    assert str(bad.pk) in caplog.text
    assert len(versions(good)) == 2
    assert len(versions(bad)) == 1
    monkeypatch.undo()
    run(1)  # as the worker tries again
    assert len(versions(bad)) == 2
    assert Consent.objects.using("owner").filter(log=good).count() == 2
