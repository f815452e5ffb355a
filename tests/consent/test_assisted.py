"""An answer given on paper or by word of mouth, recorded by named staff."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.consent import assisted
from stafett.consent.models import Consent, Signature
from stafett.logs.access import Right
from stafett.logs.models import Log
from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import PRESETS
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G4")]


def record(
    world: w.World, version: Consent, name: str, *, by: str = "kari", **said: object
) -> None:
    person = world.people[by]
    with acting_as(person.pk):
        assisted.record_answer(
            w.stand(person, version.log_id),
            version.pk,
            world.people[name].pk,
            **{
                "says_yes": True,
                "how": "paper",
                "said_on": timezone.localdate(),
                "text_hash": version.text_hash,
                "at": timezone.now(),
            }
            | said,  # type: ignore[arg-type]
        )


def asked(world: w.World) -> tuple[Log, Consent]:
    log = w.start_draft(world)
    return log, w.ask_consent(world, log)


@pytest.mark.requirement("G6")
def test_the_holder_who_records_the_last_yes_in_an_open_log_lets_everyone_in(
    world: w.World,
) -> None:
    log = w.open_log(world, named=("kari", "sunniva"))
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    w.answer(world, version, "marte")
    record(world, version, "anders")
    for name in ("kari", "sunniva", "tor", "marte", "elias"):
        with acting_as(world.people[name].pk):
            assert w.stand(world.people[name], log).may(Right.READ), name
            assert Log.objects.filter(pk=log.pk).exists(), name
    with acting_as(world.kari.pk):
        assert w.stand(world.kari, log).may(Right.COORDINATE)


def test_a_recorded_yes_counts_as_the_last_one_needed(world: w.World) -> None:
    log, version = asked(world)
    w.answer(world, version, "marte")
    record(world, version, "anders")
    with acting_as(world.anders.pk):
        assert Log.objects.get(pk=log.pk).state == "open"
        signature = Signature.objects.get(consent=version, person=world.anders)
        assert (signature.how, signature.recorded_by_id) == ("paper", world.kari.pk)


def test_a_recorded_no_opens_nothing(world: w.World) -> None:
    log, version = asked(world)
    record(world, version, "anders", says_yes=False, how="oral")
    w.answer(world, version, "marte")
    with acting_as(world.marte.pk):
        assert Log.objects.get(pk=log.pk).state == "draft"


def test_the_day_is_between_the_asking_and_today(world: w.World) -> None:
    _log, version = asked(world)
    for days in (-1, 1):
        with pytest.raises(Refused):
            record(world, version, "anders", said_on=timezone.localdate() + timedelta(days=days))


def test_nobody_records_for_one_who_was_not_asked_or_has_answered(world: w.World) -> None:
    _log, version = asked(world)
    with pytest.raises(Refused):
        record(world, version, "elias")
    w.answer(world, version, "marte")
    with pytest.raises(Conflict):
        record(world, version, "marte")


def test_a_parent_does_not_record_the_others_answer(world: w.World) -> None:
    _log, version = asked(world)
    with pytest.raises(Refused):
        record(world, version, "anders", by="marte")
    with acting_as(world.marte.pk), pytest.raises(DatabaseError, match="records an answer"):
        Signature(
            log_id=version.log_id,
            consent=version,
            person=world.anders,
            says_yes=True,
            at=timezone.now(),
            text_hash=version.text_hash,
            eid="",
            eid_level="",
            language="nb",
            how="oral",
            recorded_by=world.marte,
            said_on=timezone.localdate(),
        ).save(force_insert=True)


def test_only_where_the_policy_lets_one(world: w.World) -> None:
    settings = PRESETS["national"].as_settings() | {"assisted_signing": False}
    today = timezone.localdate()
    w.save(
        PolicyVersion(
            municipality=world.eikvag, from_date=today, preset="national", settings=settings
        )
    )
    _log, version = asked(world)
    with pytest.raises(Refused):
        record(world, version, "anders")
