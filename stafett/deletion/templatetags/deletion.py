"""What pages of rooms beside this one show of demands: that some wait, and no more."""

from typing import Any
from uuid import UUID

from django import template

from stafett.deletion.queries import demanded_of, waiting_for_leader
from stafett.municipality.models import Unit

register = template.Library()


@register.inclusion_tag("deletion/leader_waits.html")
def demands_at(unit: Unit) -> dict[str, Any]:
    """For a unit's leader: the demands to be handed on (E7). One question."""
    return {"waiting": [each for each in waiting_for_leader() if each.unit == unit.name]}


@register.inclusion_tag("deletion/administrator_waits.html", takes_context=True)
def demands_to_decide(context: template.RequestContext) -> dict[str, Any]:
    """For an administrator: the way to the demands, with how many wait. One question."""
    place = context.get("place")
    found = demanded_of(UUID(place["id"])) if place else []
    return {"waiting": sum(each.decided_at is None for each in found)}
