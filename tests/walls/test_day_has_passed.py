"""A day that has passed ends what it gave, whatever else lets the same person in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Admission, Log
from tests import world as w
from tests.walls.sql import ask

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1", "H2")]


def test_a_guardian_of_yesterday_who_is_still_asked_reads_nothing(world: w.World, log: Log) -> None:
    w.agree_plan(world, log)
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = Admission.objects.using("owner").filter(log=log, person=world.marte)
    with acting_as(world.marte.pk):
        assert ask("SELECT count(*) > 0 FROM plan_goal") == [(True,)]
    rows.filter(role="guardian").update(until=yesterday)
    with acting_as(world.marte.pk):
        assert ask("SELECT id FROM logs_log") == [(log.pk,)]  # the question
        assert ask("SELECT id FROM plan_goal") == []
        assert ask("SELECT my_family_logs()") == []
