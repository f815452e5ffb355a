"""The own families as the tour lists them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from .practice.families import Stage
from .tour import Reached


@dataclass(frozen=True)
class Row:
    """One family: the child, who the guardian is, how the log was made, and the sign of it."""

    stage: Stage
    child: str
    guardian: str
    state: str
    icon: str
    tone: str
    address: str


ICONS = {
    Stage.WAITING: ("going", "st-soon"),
    Stage.AT_WORK: ("going", "st-going"),
    Stage.LATE: ("late", "st-late"),
    Stage.OFFERED: ("pass", "st-going"),
    Stage.READY: ("done", "st-done"),
}


def rows(found: Reached) -> list[Row]:
    """Those that are open to the reader, in the order of a log's life."""
    states = {
        Stage.WAITING: _("Waits for the family’s yes"),
        Stage.AT_WORK: _("At work"),
        Stage.LATE: _("A measure is late"),
        Stage.OFFERED: _("The baton is offered to you"),
        Stage.READY: _("Ready to be closed"),
    }
    return [
        Row(
            stage,
            f"{family.child.given_name} {family.child.family_name}",
            f"{family.parent.given_name} {family.parent.family_name}",
            states[stage],
            *ICONS[stage],
            reverse("consent:show" if stage == Stage.WAITING else "log", args=[log.pk]),
        )
        for stage, family in found.families.items()
        if (log := found.logs.get(stage))
    ]
