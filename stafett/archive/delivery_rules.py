"""When a deposit is tried again, and when somebody must help (issue 8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# After the first try, the second …; then each day for as long as it takes.
WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
EACH_DAY = timedelta(days=1)
HELP_AFTER = 4  # tries: an hour and a half
RECEIPT_WITHIN = timedelta(days=3)


class State(StrEnum):
    """How a deposit stands."""

    WAITS = "waits"
    HANDED_OVER = "handed_over"
    NEEDS_HELP = "needs_help"
    REFUSED = "refused"
    RECEIVED = "received"


@dataclass(frozen=True)
class Way:
    """How far a deposit has come."""

    tries: int = 0
    handed_over_at: datetime | None = None
    received_at: datetime | None = None
    refused_at: datetime | None = None


def wait_after(tries: int) -> timedelta:
    """How long until it is tried again, after so many tries (1 or more)."""
    return WAITS[tries - 1] if tries <= len(WAITS) else EACH_DAY


def state_of(way: Way, now: datetime) -> State:
    """Nothing is archived before its receipt (Q1)."""
    if way.received_at:
        return State.RECEIVED
    if way.refused_at:
        return State.REFUSED
    if way.handed_over_at:
        return State.NEEDS_HELP if now - way.handed_over_at > RECEIPT_WITHIN else State.HANDED_OVER
    return State.NEEDS_HELP if way.tries >= HELP_AFTER else State.WAITS
