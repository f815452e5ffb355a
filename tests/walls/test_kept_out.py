"""Whom the family keeps out is refused by the database, whoever writes and however."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Consent
from stafett.logs.models import Log
from stafett.people.models import Person
from tests import world as w
from tests.walls.sql import CHECK, DENIED, insert, refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1")]


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, named=("kari", "sunniva"))


@pytest.fixture
def asked(world: w.World, log: Log) -> Consent:
    """The parents are asked to keep Sunniva out, who is in the log until they have answered."""
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=["participants"], purpose="", kept_out="", at=w.now())
        row = version.named.get(person=world.sunniva)
        consent.uninvite(by, version.pk, row.pk)
        consent.keep_out(by, version.pk, position_id=world.positions["sunniva"].pk)
        return consent.ask(w.stand(world.kari, log), version.pk, at=w.now())


def kept_out(version: Consent, person: Person) -> tuple[str, list[object]]:
    values = {"id": uuid4(), "log_id": version.log_id, "consent_id": version.pk, "name": "x"}
    return insert("consent_keptout", person_id=person.pk, **values)


def test_nobody_is_named_and_kept_out_at_once(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=["participants"], purpose="", kept_out="", at=w.now())
        refused(CHECK, "kept out is not named", *kept_out(version, world.sunniva))


def test_who_is_kept_out_is_not_offered_the_baton(world: w.World, log: Log, asked: Consent) -> None:
    offer = {
        "id": uuid4(),
        "log_id": log.pk,
        "offered_by_id": world.kari.pk,
        "offered_to_id": world.sunniva.pk,
        "offered_at": timezone.now(),
        "word": "",
        "answer_word": "",
    }
    with acting_as(world.kari.pk):
        refused(CHECK, "kept this person out", *insert("logs_handover", **offer))


def test_who_is_kept_out_is_not_let_in_again(world: w.World, log: Log, asked: Consent) -> None:
    end = "UPDATE logs_admission SET ended_at = now() WHERE person_id = %s AND log_id = %s"
    old = Consent.objects.using("owner").get(log=log, version=asked.version - 1)
    row = {
        "id": uuid4(),
        "log_id": log.pk,
        "person_id": world.sunniva.pk,
        "role": "participant",
        "sees": "everything",
        "unit_id": world.school.pk,
        "service": "Eikvåg skole",
        "title": "Helsesykepleier",
        "task": "Hjelper",
        "phone": "",
        "email": "",
        "consent_id": old.pk,
        "from_at": timezone.now(),
        "until": timezone.localdate() + timedelta(days=200),
    }
    with acting_as(world.kari.pk):
        run(end, [world.sunniva.pk, log.pk])
        refused(CHECK, "kept this person out", *insert("logs_admission", **row))


def test_what_is_asked_about_them_is_frozen(world: w.World, log: Log, asked: Consent) -> None:
    drop = "DELETE FROM consent_keptout WHERE consent_id = %s"
    later = "UPDATE consent_consent SET leaving_on = now() WHERE id = %s"
    with acting_as(world.kari.pk):
        refused(CHECK, "cannot be changed", *kept_out(asked, world.ragnhild))
        refused(CHECK, "cannot be changed", drop, [asked.pk])
        refused(DENIED, "permission", "UPDATE consent_keptout SET name = 'x'")
        refused(CHECK, "cannot be changed", later, [asked.pk])
