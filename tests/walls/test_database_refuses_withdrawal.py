"""What the database refuses of answers others record and of what is taken back, tried in SQL."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.consent.models import Consent, Signature
from stafett.logs import access
from stafett.logs.models import Log
from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import PRESETS
from stafett.people.models import Guardianship
from stafett.plan.models import Goal
from tests import world as w
from tests.walls.sql import CHECK, DENIED, ask, insert, refused, run

pytestmark = pytest.mark.django_db


def recorded(version: Consent, person: Any, by: Any, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": version.log_id,
        "consent_id": version.pk,
        "person_id": person.pk,
        "says_yes": True,
        "at": timezone.now(),
        "text_hash": version.text_hash,
        "eid": "",
        "eid_level": "",
        "language": "nb",
        "how": "paper",
        "recorded_by_id": by.pk,
        "said_on": w.today(),
    }
    return insert("consent_signature", **(values | changed))


def test_only_who_asked_records_an_answer_and_never_ones_own(world: w.World) -> None:
    version = w.ask_consent(world, w.start_draft(world), named=("kari", "sunniva"))
    with acting_as(world.marte.pk):
        refused(DENIED, "row-level security", *recorded(version, world.anders, world.kari))
        refused(CHECK, "only who asked records", *recorded(version, world.anders, world.marte))
        refused(CHECK, "only who asked records", *recorded(version, world.marte, world.marte))
    with acting_as(world.kari.pk):
        refused(CHECK, "was not asked", *recorded(version, world.sunniva, world.kari))
        digital = {"how": "digital", "said_on": None}
        refused(CHECK, "who_did_not_sign", *recorded(version, world.anders, world.kari, **digital))
        run(*recorded(version, world.anders, world.kari))


def test_nobody_records_where_the_policy_does_not_let_one(world: w.World) -> None:
    strict = PRESETS["national"].as_settings() | {"assisted_signing": False}
    w.save(
        PolicyVersion(municipality=world.eikvag, from_date=w.today(), preset="own", settings=strict)
    )
    asked = w.ask_consent(world, w.start_draft(world))
    with acting_as(world.kari.pk):
        refused(CHECK, "where the policy lets", *recorded(asked, world.anders, world.kari))


def taken_back(log: Log, by: Any, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "log_id": log.pk,
        "consent_id": Consent.objects.using("owner").filter(log=log).values_list("pk")[0][0],
        "by_id": by.pk,
        "at": timezone.now(),
        "how": "digital",
    }
    return insert("consent_withdrawal", **(values | changed))


def test_only_one_who_said_yes_takes_it_back(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        refused(CHECK, "only one who said yes", *taken_back(log, world.kari))
        refused(DENIED, "row-level security", *taken_back(log, world.marte))
    with acting_as(world.elias.pk):
        refused(CHECK, "only one who said yes", *taken_back(log, world.elias))
    with acting_as(world.anders.pk):
        by_him = {"recorded_by_id": world.anders.pk}
        refused(CHECK, "only a professional", *taken_back(log, world.marte, **by_him))
        refused(DENIED, "permission denied", "UPDATE consent_withdrawal SET at = at")
        refused(DENIED, "permission denied", "DELETE FROM consent_withdrawal")


def test_a_withdrawal_bites_or_is_none(world: w.World, log: Log) -> None:
    with acting_as(world.marte.pk):
        refused(CHECK, "access ends with the consent", *taken_back(log, world.marte))
        one = {"only_id": world.sunniva.pk}
        refused(CHECK, "ends access at once", *taken_back(log, world.marte, **one))


def test_one_who_was_taken_out_stays_out(world: w.World, log: Log) -> None:
    """Though the consent still names her, nobody puts her back: not in, not with the baton."""
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=w.now())
    with acting_as(world.kari.pk):
        where = "WHERE person_id = %s AND log_id = %s"
        columns = "service, title, task, sees, until, consent_id, phone, email, from_at, role"
        question = f"SELECT {columns} FROM logs_admission {where}"
        (row,) = ask(question, [world.sunniva.pk, log.pk])
        values = dict(zip(columns.split(", "), row, strict=True))
        again = {"id": uuid4(), "log_id": log.pk, "person_id": world.sunniva.pk, **values}
        refused(CHECK, "lets this person in", *insert("logs_admission", **again))
        offer = {"offered_by_id": world.kari.pk, "offered_to_id": world.sunniva.pk}
        words = {"id": uuid4(), "log_id": log.pk, "word": "", "answer_word": ""}
        row = {"offered_at": timezone.now(), **words, **offer}
        refused(CHECK, "does not name", *insert("logs_handover", **row))


def test_a_guardian_who_comes_later_is_asked_and_reads_nothing_else(
    world: w.World, log: Log
) -> None:
    """Liv has been given responsibility since the log was opened: she must sign the next version,
    and without that nobody new comes in; before it she reads no plan."""
    w.agree_plan(world, log)
    w.save(
        Guardianship(
            child=world.elias,
            guardian=world.liv,
            kind="other",
            relation="other",
            responsibility=True,
            fixed_residence=False,
            checked_at=timezone.now(),
        )
    )
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    with acting_as(world.liv.pk):
        place = w.stand(world.liv, log)
        assert place.rights == {access.Right.SEE}
        assert not Goal.objects.exists()
    w.answer(world, version, "marte", "anders")
    assert Consent.objects.using("owner").get(pk=version.pk).state == "asked"
    w.answer(world, version, "liv")
    assert Consent.objects.using("owner").get(pk=version.pk).state == "active"
    assert Signature.objects.using("owner").filter(consent=version).count() == 3
