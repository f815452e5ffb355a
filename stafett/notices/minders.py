"""Who is reminded of what nobody has done in a log."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from stafett.logs.away import away_of, away_today
from stafett.logs.models import Leg


@dataclass
class Minders:
    """Who sees to a log: those with the baton, and who stands in for one that is away (D5)."""

    holders: set[UUID] = field(default_factory=set)
    deputies: set[UUID] = field(default_factory=set)


def minders(logs: set[UUID], today: date) -> dict[UUID, Minders]:
    """Who sees to each of these logs today. One question."""
    legs = Leg.objects.filter(log__in=logs, ended_at=None).annotate(away=away_today(today))
    found: dict[UUID, Minders] = defaultdict(Minders)
    for leg in legs:
        found[leg.log_id].holders.add(leg.holder_id)
        away = away_of(leg)
        if away and away.deputy_id:
            found[leg.log_id].deputies.add(away.deputy_id)
    return found
