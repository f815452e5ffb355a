"""A policy as an administrator reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stafett.municipality.policy import Policy
from stafett.municipality.policy_checks import Change, weaker_than_national
from stafett.municipality.policy_sources import SOURCES
from stafett.municipality.policy_texts import weaker_reason
from stafett.municipality.policy_words import GROUPS, NAMES, said


@dataclass(frozen=True)
class Rule:
    """One setting: what it is called, what holds, what it rests on."""

    name: Promise | str
    value: str
    source: Promise | str
    weaker: bool


@dataclass(frozen=True)
class Warning:
    """A setting that asks less than the careful starting point, and why that matters."""

    name: Promise | str
    value: str
    reason: str


def rules_of(policy: Policy) -> list[tuple[Promise, list[Rule]]]:
    """Every setting, in groups."""
    settings = policy.as_settings()
    weaker = {each.setting for each in weaker_than_national(policy)}
    return [
        (
            heading,
            [
                Rule(NAMES[name], said(name, settings[name]), SOURCES[name], name in weaker)
                for name in names
            ],
        )
        for heading, names in GROUPS.items()
    ]


def warnings_of(policy: Policy) -> list[Warning]:
    """Where the policy asks less than the careful starting point."""
    return [
        Warning(NAMES[each.setting], said(each.setting, each.value), weaker_reason(each))
        for each in weaker_than_national(policy)
    ]


def change_lines(changes: Iterable[Change]) -> list[str]:
    """What is to be different, a line each."""
    return [_line(change.setting, change.was, change.now) for change in changes]


def told_changes(data: dict[str, Any]) -> list[str]:
    """The same from an entry of the book."""
    return [_line(each["setting"], each["was"], each["now"]) for each in data.get("changes", ())]


def _line(setting: str, was: Any, now: Any) -> str:
    words = {"name": NAMES.get(setting, setting), "was": said(setting, was)}
    return _("%(name)s: %(now)s. Before: %(was)s.") % {**words, "now": said(setting, now)}
