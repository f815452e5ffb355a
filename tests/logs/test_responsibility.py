"""A guardian who has lost parental responsibility can neither read nor sign from that moment."""

import pytest
from django.db import DatabaseError
from django.http import Http404
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent.models import Signature
from stafett.logs import access
from stafett.logs.models import Admission, Log
from stafett.people.models import Guardianship
from tests import world as w

pytestmark = pytest.mark.django_db


def lose(world: w.World, name: str) -> None:
    Guardianship.objects.using("owner").filter(guardian=world.people[name]).update(
        responsibility=False
    )


def test_who_lost_it_reads_nothing_though_the_admission_stands(world: w.World) -> None:
    log = w.open_log(world)
    lose(world, "anders")
    with acting_as(world.anders.pk):
        assert access.standing(world.anders, log.pk) is None
        assert not Log.objects.filter(pk=log.pk).exists()
    with acting_as(world.marte.pk):
        assert access.standing(world.marte, log.pk)
    standing = Admission.objects.using("owner").filter(access.in_force(), log=log.pk)
    assert world.anders.pk not in standing.values_list("person_id", flat=True)


def test_who_lost_it_cannot_sign(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    with acting_as(world.anders.pk):
        before = w.stand(world.anders, log)
    lose(world, "anders")
    with acting_as(world.anders.pk), pytest.raises(Http404):
        w.consent.answer(
            before,
            version.pk,
            says_yes=True,
            text_hash=version.text_hash,
            sealed=w.consent.Sealed("training", "none", "nb"),
            at=timezone.now(),
        )
    with acting_as(world.anders.pk), pytest.raises(DatabaseError, match=r"nobody signs|row-level"):
        Signature(
            log_id=log.pk,
            consent=version,
            person=world.anders,
            says_yes=True,
            at=timezone.now(),
            text_hash=version.text_hash,
            eid="",
            eid_level="",
            language="nb",
        ).save(force_insert=True)
