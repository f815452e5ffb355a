"""A reader of the baton's page, and what stands in the database behind it."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.logs import baton
from stafett.logs.models import Handover, Leg, Log
from tests import world as w
from tests.clients import signed_in


class Reader:
    """One person at the baton's page of one log."""

    def __init__(self, world: w.World, name: str, log: Log) -> None:
        self.client = signed_in(world.people[name], world.eikvag)
        self.address = f"/logg/{log.pk}/stafettpinne/"

    def reads(self) -> str:
        return self.client.get(self.address).content.decode()

    def does(self, **posted: Any) -> HttpResponse:
        answer = self.client.post(self.address, posted)
        answer.text_ = answer.content.decode()  # type: ignore[attr-defined]
        return answer


def offered(world: w.World, log: Log, to: str = "ragnhild", word: str = "Hei") -> Handover:
    with acting_as(world.kari.pk):
        standing = w.stand(world.kari, log)
        return baton.offer_baton(standing, world.people[to].pk, word=word, at=timezone.now())


def holders(log: Log) -> list[str]:
    legs = Leg.objects.using("owner").filter(log=log, ended_at=None).select_related("holder")
    return [leg.holder.given_name for leg in legs]


def verbs(log: Log) -> list[str]:
    entries = Entry.objects.using("owner").filter(book_id=log.pk).order_by("number")
    return list(entries.values_list("verb", flat=True))
