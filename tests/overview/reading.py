"""Reading pages as somebody of the small world."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from stafett.logs.models import Log
from stafett.plan.models import Measure
from tests import world as w
from tests.clients import signed_in

HERE = "/min-side/?bli=1"


def client_of(world: w.World, name: str) -> Client:
    return signed_in(world.people[name], world.eikvag)


def my_page_of(world: w.World, name: str) -> str:
    answer = client_of(world, name).get(HERE)
    assert answer.status_code == 200
    return answer.content.decode()


def move_deadlines(log: Log, days: int) -> None:
    deadline = timezone.localdate() + timedelta(days=days)
    Measure.objects.using("owner").filter(log_id=log.pk).update(deadline=deadline)
