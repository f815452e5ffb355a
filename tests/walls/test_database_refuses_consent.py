"""What the database refuses of a consent and of those it lets in, tried in SQL by those let in."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent.models import Consent
from stafett.logs.models import Admission, Log
from stafett.people.models import Guardianship
from tests import world as w
from tests.walls.sql import CHECK, DENIED, FOREIGN, UNIQUE, ask, insert, refused, run

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.localdate() + timedelta(days=200)
UNTIL_OF_AGE = timezone.localdate() + timedelta(days=365)
ACTIVATE = "UPDATE consent_consent SET activated_at = now() WHERE id = %s"
END = "UPDATE consent_consent SET ended_at = now() WHERE id = %s"


@pytest.fixture
def asked(world: w.World) -> Consent:
    """A draft for Elias: his parents are asked, Kari and Sunniva named."""
    return w.ask_consent(world, w.start_draft(world), named=("kari", "sunniva"))


def signature(version: Consent, person: Any, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": version.log_id,
        "consent_id": version.pk,
        "person_id": person.pk,
        "says_yes": True,
        "at": timezone.now(),
        "text_hash": version.text_hash,
        "eid": "x",
        "eid_level": "x",
        "language": "nb",
        "how": "digital",
    }
    return insert("consent_signature", **(values | changed))


def consent(world: w.World, log_id: Any, version: int, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": log_id,
        "version": version,
        "scopes": "[]",
        "purpose": "",
        "kept_out": "",
        "asked_by_id": world.kari.pk,
        "text_hash": "",
        "end": "",
    }
    return insert("consent_consent", **(values | changed))


def admission(log: Log, person: Any, role: str, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": log.pk,
        "person_id": person.pk,
        "role": role,
        "sees": "everything",
        "service": "",
        "title": "",
        "task": "",
        "phone": "",
        "email": "",
        "from_at": timezone.now(),
    }
    return insert("logs_admission", **(values | changed))


def test_nobody_signs_for_another(world: w.World, asked: Consent) -> None:
    with acting_as(world.kari.pk):
        refused(DENIED, "row-level security", *signature(asked, world.anders))
        refused(CHECK, "was not asked", *signature(asked, world.kari))
    with acting_as(world.marte.pk):
        refused(DENIED, "row-level security", *signature(asked, world.anders))
        refused(CHECK, "was not asked", *signature(asked, world.marte, text_hash="another"))
        run(*signature(asked, world.marte))
        refused(UNIQUE, "one_answer_a_person", *signature(asked, world.marte, says_yes=False))
        refused(DENIED, "permission denied", "UPDATE consent_signature SET says_yes = false")
        refused(DENIED, "permission denied", "DELETE FROM consent_signature")


def test_nobody_signs_what_is_not_open(world: w.World, asked: Consent) -> None:
    with acting_as(world.kari.pk):
        run(END, [asked.pk])
    with acting_as(world.marte.pk):
        refused(CHECK, "was not asked", *signature(asked, world.marte))


def test_nothing_is_active_before_the_last_signature(world: w.World, asked: Consent) -> None:
    with acting_as(world.kari.pk):
        refused(CHECK, "a signature is missing", ACTIVATE, [asked.pk])
    w.answer(world, asked, "marte")
    with acting_as(world.kari.pk):
        refused(CHECK, "a signature is missing", ACTIVATE, [asked.pk])
    w.answer(world, asked, "anders", says_yes=False)
    with acting_as(world.marte.pk):
        refused(CHECK, "a signature is missing", ACTIVATE, [asked.pk])


@pytest.mark.requirement("G4", "P8")
def test_who_signed_must_still_decide_on_the_day_it_counts(world: w.World, asked: Consent) -> None:
    """His yes was his to give; the responsibility is gone since. Hers alone is not enough."""
    with acting_as(world.anders.pk):
        run(*signature(asked, world.anders))
    with acting_as(world.marte.pk):
        run(*signature(asked, world.marte))
    ties = Guardianship.objects.using("owner").filter(guardian=world.anders)
    ties.update(responsibility=False)
    for who in ("marte", "kari"):
        with acting_as(world.people[who].pk):
            refused(CHECK, "decides no more", ACTIVATE, [asked.pk])
    ties.delete()
    with acting_as(world.marte.pk):
        refused(CHECK, "decides no more", ACTIVATE, [asked.pk])


def test_a_consent_begins_unasked_and_nobody_is_put_in_anothers_name(world: w.World) -> None:
    log = w.start_draft(world)
    now = timezone.now()
    with acting_as(world.kari.pk):
        for born in ("asked_at", "activated_at", "ended_at"):
            refused(CHECK, "begins unasked", *consent(world, log.pk, 1, **{born: now}))
        by_another = {"asked_by_id": world.sunniva.pk}
        refused(DENIED, "row-level security", *consent(world, log.pk, 1, **by_another))
        one = uuid4()
        run(*consent(world, log.pk, 1, id=one))
        refused(CHECK, "a signature is missing", ACTIVATE, [one])
        refused(UNIQUE, "one_consent_in_the_making", *consent(world, log.pk, 2))
        refused(UNIQUE, "consent_version_once", *consent(world, log.pk, 1))


def named(version: Consent, person: Any, unit: Any, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": version.log_id,
        "consent_id": version.pk,
        "person_id": person.pk,
        "unit_id": unit.pk,
        "service": "x",
        "title": "x",
        "task": "x",
        "sees": "everything",
        "until": NEXT_YEAR,
        "phone": "",
        "email": "",
        "health": False,
    }
    return insert("consent_named", **(values | changed))


def group(version: Consent, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": version.log_id,
        "consent_id": version.pk,
        "number": 9,
        "why": "{}",
        "requirements": "[]",
        "laws": "[]",
    }
    return insert("consent_group", **(values | changed))


def member(version: Consent, group_id: Any, person: Any, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": version.log_id,
        "consent_id": version.pk,
        "group_id": group_id,
        "person_id": person.pk,
    }
    return insert("consent_asked", **(values | changed))


def test_what_was_asked_stays_as_it_was_read(world: w.World, asked: Consent) -> None:
    with acting_as(world.kari.pk):
        for column, value in (
            ("text", '{"nb": "another"}'),
            ("text_hash", "another"),
            ("scopes", '["health"]'),
            ("policy", "{}"),
            ("purpose", "another"),
            ("kept_out", "another"),
            ("asked_by_id", world.sunniva.pk),
            ("asked_at", None),
        ):
            refused(CHECK, "what was asked", f"UPDATE consent_consent SET {column} = %s", [value])
        for column in ("log_id", "version", "id"):
            refused(DENIED, "permission denied", f"UPDATE consent_consent SET {column} = {column}")
        refused(CHECK, "what was asked", *named(asked, world.tor, world.ppt))
        refused(CHECK, "what was asked", *group(asked))
        (first,) = ask("SELECT id FROM consent_group WHERE consent_id = %s LIMIT 1", [asked.pk])
        refused(CHECK, "what was asked", *member(asked, first[0], world.marte))
        refused(CHECK, "what was asked", "DELETE FROM consent_named")
        for table in ("consent_named", "consent_group", "consent_asked"):
            refused(DENIED, "permission denied", f"UPDATE {table} SET consent_id = consent_id")
        for table in ("consent_group", "consent_asked", "consent_consent"):
            refused(DENIED, "permission denied", f"DELETE FROM {table}")


def test_only_the_family_is_asked(world: w.World) -> None:
    log = w.start_draft(world)
    version = Consent(pk=uuid4(), log_id=log.pk)
    with acting_as(world.kari.pk):
        run(*consent(world, log.pk, 1, id=version.pk))
        one = uuid4()
        run(*group(version, id=one))
        for person in (world.kari, world.sunniva, world.hanne):
            refused(CHECK, "only the owner and guardians", *member(version, one, person))
        run(*member(version, one, world.marte))
        refused(UNIQUE, "asked_once_in_a_group", *member(version, one, world.marte))


def test_nobody_is_slipped_into_another_consents_group(world: w.World, asked: Consent) -> None:
    """Neither by one's own log's consent, nor by a row that says it lies in one's own log."""
    other = w.start_draft(world, owner="nora")
    mine = Consent(pk=uuid4(), log_id=other.pk)
    (first,) = ask_as_kari(world, "SELECT id FROM consent_group WHERE consent_id = %s", asked.pk)
    with acting_as(world.kari.pk):
        run(*consent(world, other.pk, 1, id=mine.pk))
        refused(CHECK, "another consent", *member(mine, first[0], world.hanne))
    fresh = w.start_draft(world, starter="ragnhild", owner="sander")
    with acting_as(world.ragnhild.pk):
        theirs = uuid4()
        run(*consent(world, fresh.pk, 1, id=theirs, asked_by_id=world.ragnhild.pk))
    with acting_as(world.kari.pk):
        refused(FOREIGN, "same_log", *named(mine, world.kari, world.school, consent_id=theirs))
        refused(FOREIGN, "same_log", *group(mine, consent_id=theirs))


def ask_as_kari(world: w.World, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with acting_as(world.kari.pk):
        return ask(statement, values)[:1]


def test_the_active_consent_can_only_end_and_not_begin_again(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        ((active,),) = ask("SELECT id FROM consent_consent")
        for change in ("lapses_on = '2999-01-01'", "activated_at = NULL", "activated_at = now()"):
            refused(CHECK, "can only end", f"UPDATE consent_consent SET {change}")
    version = w.ask_consent(world, log, scopes=("participants",))
    w.answer(world, version, "marte", "anders")
    with acting_as(world.kari.pk):
        for change in ("ended_at = NULL", "ended_at = now()", "\"end\" = ''"):
            statement = f"UPDATE consent_consent SET {change} WHERE id = %s"
            refused(CHECK, "cannot be revived", statement, [active])
        new = uuid4()
        run(*consent(world, log.pk, 3, id=new))
        refused(CHECK, "a signature is missing", ACTIVATE, [new])


def test_only_whom_the_active_consent_names_is_let_in(world: w.World, log: Log) -> None:
    sunniva = world.sunniva
    with acting_as(world.kari.pk):
        ((active,),) = ask("SELECT id FROM consent_consent")
        columns = "service, title, task, sees, until, consent_id, unit_id, health"
        where = "WHERE person_id = %s AND log_id = %s"
        (row,) = ask(f"SELECT {columns} FROM logs_admission {where}", [sunniva.pk, log.pk])
        held = dict(zip(columns.split(", "), row, strict=True))
        run(f"UPDATE logs_admission SET ended_at = now() {where}", [sunniva.pk, log.pk])
        for wrong in (
            {"until": held["until"] + timedelta(days=1)},
            {"until": None},
            {"sees": "plan"},
            {"consent_id": None},
            {"consent_id": uuid4()},
            {"title": "Rektor"},
            {"service": "PPT"},
            {"task": "Alt"},
        ):
            statement = admission(log, sunniva, "participant", **(held | wrong))
            refused(CHECK, "lets this person in", *statement)
        for person in (world.tor, world.nils, world.hanne):
            refused(CHECK, "lets this person in", *admission(log, person, "participant", **held))
        for role in ("starter", "asked", "owner", "guardian", "", "leader"):
            asked = {"consent_id": active, "until": UNTIL_OF_AGE}
            refused(CHECK, "lets this person in", *admission(log, sunniva, role, **asked))
        run(*admission(log, sunniva, "participant", **held))
        again = admission(log, sunniva, "participant", **held)
        refused(UNIQUE, "let_in_once_in_a_role", *again)
    other = w.open_log(world, owner="nora", signers=("hanne", "nora"), named=("kari", "tor"))
    with acting_as(world.kari.pk):
        ((elsewhere,),) = ask("SELECT id FROM consent_consent WHERE log_id = %s", [other.pk])
        theirs = held | {"consent_id": elsewhere}
        refused(CHECK, "lets this person in", *admission(log, world.tor, "participant", **theirs))


def test_an_ended_consent_lets_nobody_in(world: w.World, log: Log, asked_again: Consent) -> None:
    with acting_as(world.kari.pk):
        refused(
            CHECK,
            "lets this person in",
            *admission(log, world.marte, "asked", consent_id=asked_again.pk),
        )
        row = {"service": "Eikvåg skole", "title": "x", "task": "Hjelper", "until": NEXT_YEAR}
        statement = admission(log, world.tor, "participant", consent_id=asked_again.pk, **row)
        refused(CHECK, "lets this person in", *statement)


@pytest.fixture
def asked_again(world: w.World, log: Log) -> Consent:
    """A second version that would have let Tor in, taken back."""
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    with acting_as(world.kari.pk):
        run("UPDATE logs_admission SET ended_at = now() WHERE role = 'asked' AND ended_at IS NULL")
        run(END, [version.pk])
    return version


def test_an_admission_is_neither_prolonged_nor_begun_again(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        where = "WHERE person_id = %s AND role = 'participant'"
        sunniva = [world.sunniva.pk]
        for change in ("until = until + 1", "until = NULL"):
            refused(CHECK, "can only end", f"UPDATE logs_admission SET {change} {where}", sunniva)
        run(f"UPDATE logs_admission SET until = until - 1 {where}", sunniva)
        run(f"UPDATE logs_admission SET ended_at = now() {where}", sunniva)
        for change in ("NULL", "now() + interval '1 day'"):
            statement = f"UPDATE logs_admission SET ended_at = {change} {where}"
            refused(CHECK, "what has ended", statement, sunniva)
        for column in ("role", "sees", "person_id", "log_id", "consent_id", "from_at"):
            refused(DENIED, "permission denied", f"UPDATE logs_admission SET {column} = NULL")


def test_guardians_until_the_day_before_the_owner_is_of_age(world: w.World, log: Log) -> None:
    born = world.elias.birth_date
    assert born is not None
    of_age = date(born.year + 18, born.month, born.day)
    ended = Admission.objects.using("owner").filter(role="guardian")
    ended.update(ended_at=timezone.now())
    with acting_as(world.kari.pk):
        for until in (None, of_age, of_age + timedelta(days=900)):
            statement = admission(log, world.marte, "guardian", until=until)
            refused(CHECK, "lets this person in", *statement)
        last = of_age - timedelta(days=1)
        refused(CHECK, "lets this person in", *admission(log, world.hanne, "guardian", until=last))
        run(*admission(log, world.marte, "guardian", until=last))
