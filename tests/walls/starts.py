"""What the pages of starting a draft send, for a child whom the register knows."""

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import starting
from stafett.logs import actions as logs
from stafett.people.actions import find_family
from stafett.people.fictional_register import FictionalUnitChildren
from stafett.people.look_ups import Asker
from stafett.people.register import Ground
from tests import world as w


def beginning(world: w.World, starter: str) -> starting.Beginning:
    """What the pages send for the register's Elias."""
    child = next(c for c in FictionalUnitChildren().children("eikvag-skole") if c.key == "elias")
    today, position = timezone.localdate(), world.positions[starter]
    asker = Asker(position.person_id, w.now())
    with acting_as(position.person_id):
        found = find_family(child.number, Ground.START_LOG, asker)
    return starting.Beginning(
        position=position,
        holder=position,
        found=found,
        groundwork=logs.Groundwork(today, today, today),
        said_yes=(),
        said_on=today,
        short_name="Elias",
        description="",
        level=1,
    )
