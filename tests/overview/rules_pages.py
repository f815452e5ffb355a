"""Reading and sending the pages with the municipality's rules."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from lxml import html

from stafett.book.models import Book
from stafett.book.wall import acting_as
from stafett.municipality.actions import change_policy
from stafett.municipality.models import Municipality
from tests import world as w

RULES = "/kommune/regler/"
CHANGE = f"{RULES}endre/"
TRY = f"{RULES}prov/"
TAKE_BACK = f"{RULES}ta-tilbake/"


def later() -> date:
    """A day that is still to come."""
    return timezone.localdate() + timedelta(days=20)


def read(client: Client, address: str = RULES) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def opened_at(town: Municipality) -> int:
    return Book.objects.using("owner").get(pk=town.pk).count


def set_rules(
    world: w.World, settings: dict[str, Any], *, days: int = 0, by: str = "henrik"
) -> None:
    with acting_as(world.people[by].pk):
        change_policy(
            world.people[by],
            world.eikvag.pk,
            from_date=timezone.localdate() + timedelta(days=days),
            preset="national",
            settings=settings,
            opened_at=opened_at(world.eikvag),
            at=timezone.now(),
        )


def fields(page: str) -> dict[str, str]:
    """What the page's form would send."""
    form = html.fromstring(page).xpath('//form[@method="post"]')[-1]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
