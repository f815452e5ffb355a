"""What was changed in a goal or a measure, kept in its entry so that the story has each version."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stafett.municipality import areas

from .models import Arena

LABELS: dict[str, Promise] = {
    "background": _("Why just this goal?"),
    "review_on": _("When do you look at the goal again?"),
    "area": _("What is it mostly about?"),
    "description": _("How is it done?"),
    "arena": _("Where?"),
    "starts_on": _("From when?"),
    "deadline": _("Deadline"),
    "responsible": _("Who sees to it?"),
}  # a place is not kept: it may be secret in a log, later or now
DAYS = {"review_on", "starts_on", "deadline"}


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Was and is, by field, of what differs; days as text, as JSON keeps them."""
    return {
        name: [_kept(old[name]), _kept(new[name])]
        for name in LABELS
        if name in old and name in new and old[name] != new[name]
    }


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def told(data: Mapping[str, Any]) -> list[tuple[str, object, object]]:
    """An entry's changes as a page tells them: the label, what was, and what came."""
    rows = data.get("changed", {})
    return [
        (str(LABELS[name]), _read(name, was), _read(name, now))
        for name, (was, now) in rows.items()
        if name in LABELS
    ]


def _read(name: str, value: Any) -> object:
    if name in DAYS:
        return parse_date(value) if value else ""
    if name == "arena":
        return Arena(value).label
    if name == "area":
        return areas.told(value)
    return ", ".join(value) if isinstance(value, list) else value
