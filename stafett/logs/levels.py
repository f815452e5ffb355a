"""The level of a log (B11–B13): what was tried goes along, nothing starts over (B20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.municipality.levels import Level, LevelName, level_name
from stafett.municipality.queries import current_policy

from .access import Right, Standing, in_force
from .acting import begin, note
from .models import Admission, AdmissionRole, LevelChange, Log, Onwards
from .queries import Member, team

SEVERAL = 2  # services, from which on one speaks of cooperation (B12)


@dataclass(frozen=True)
class Settled:
    """What goes with a change of level: why, who was heard, who has the baton onwards (B21)."""

    reason: str
    heard: Iterable[UUID]
    onwards: str


@transaction.atomic
def change_level(
    by: Standing, level: int, settled: Settled, *, was: int, at: datetime
) -> LevelChange:
    """The holder takes the log to another level, up or down; `was`: what the page showed.

    Raises Refused without a reason or somebody heard, and as `move`; Conflict when the log is at
    another level than the page showed.
    """
    log, by = begin(by, Right.COORDINATE)
    if log.level != was:
        raise Conflict(_("The log has come to another level meanwhile. The page shows it now."))
    if not settled.reason:
        raise Refused(_("Write in a few words why."))
    return move(log, level, settled, by=by, at=at)


def move(log: Log, level: int, settled: Settled, *, by: Standing, at: datetime) -> LevelChange:
    """Go to another level. Part of another action, which has locked the log.

    Raises Refused for a level that there is not or that the log has, below the one from which the
    municipality keeps logs (Z2), or above before several services are in the consent (B12, B24);
    and where nobody of the log was heard, or it is not settled who has the baton onwards (B21).
    """
    if level not in Level.values or level == log.level:
        raise Refused(_("The log is at this level already. Open the page again."))
    _not_below_the_first(log, level)
    if level > log.level and needs_more_services(log):
        raise Refused(ask_first())
    people = {each.person.pk: str(each.person) for each in team(log)}
    heard = sorted(set(settled.heard) & set(people), key=lambda key: people[key])
    if not heard:
        raise Refused(_("Say who was heard. Choose among those who are in the log."))
    if settled.onwards not in Onwards.values:
        raise Refused(_("Settle who has the baton onwards."))
    verb = "logs.level_raised" if level > log.level else "logs.level_lowered"
    data: dict[str, object] = {
        "who": str(by.person), "was": _number(by.log, log.level),
        "level": _number(by.log, level),
        "heard": [people[key] for key in heard], "onwards": settled.onwards,
        "text": settled.reason,
    }  # fmt: skip
    note(log, verb, data, at=at, by=by)
    row = LevelChange(
        log=log, was=log.level, level=level, reason=settled.reason, heard=heard,
        onwards=settled.onwards, by=by.person, at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    log.level = level  # the database has done it by the row
    return row


def ask_first() -> str:
    """What stands in the way of a higher level, and what to do."""
    return _(
        "At this level several services help together. First ask the family for consent to let "
        "another service in. Nothing is shared before they have said yes."
    )


def needs_more_services(log: Log) -> bool:
    """Whether the consent lets in fewer services than cooperation takes; the database asks too."""
    let_in = Admission.objects.filter(
        in_force(), log=log, role=AdmissionRole.PARTICIPANT, consent_id__isnull=False
    )
    services = {unit or service for unit, service in let_in.values_list("unit_id", "service")}
    return len(services) < SEVERAL


def levels_of(log: Log) -> list[tuple[Level, LevelName]]:
    """Every level, with what it is called where the log is."""
    return [(each, level_name(log.municipality, each)) for each in Level]


def levels_from(log: Log) -> list[tuple[Level, LevelName]]:
    """The levels to which the log can go: all but its own and those below the municipality's."""
    first = _first(log)
    return [(each, name) for each, name in levels_of(log) if each != log.level and each >= first]


def _first(log: Log) -> int:
    return current_policy(log.municipality_id, timezone.localdate()).start_level


def _not_below_the_first(log: Log, level: int) -> None:
    first = _first(log)
    if level < min(first, log.level):
        words = _("In %(place)s a log is kept from level %(level)s on. It can be ended instead.")
        raise Refused(words % {"place": log.municipality, "level": _number(log, first)})


def _number(log: Log, level: int) -> str:
    """As the municipality calls it now: the book says for ever what was said then."""
    return level_name(log.municipality, level).number


@dataclass(frozen=True)
class Told:
    """A change of level as it is told: what the levels are called, and who was heard."""

    change: LevelChange
    was: LevelName
    level: LevelName
    heard: list[str]


def changes_of(log: Log, members: Iterable[Member]) -> list[Told]:
    """The log's levels so far, the newest first. Who is in the log no more is not named."""
    names = {each.person.pk: str(each.person) for each in members}
    rows = LevelChange.objects.filter(log=log).select_related("by").order_by("-at")
    called = dict(levels_of(log))
    return [
        Told(
            row,
            called[Level(row.was)],
            called[Level(row.level)],
            [names[key] for key in row.heard if key in names],
        )
        for row in rows
    ]
