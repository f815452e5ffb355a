"""What of a log may be deleted, and by which days: pure functions (Q2, Q4, Q5, Z6)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a log holds, as a family would sort it."""

    MESSAGES = "messages"
    FILES = "files"
    VOICE = "voice"
    MEETINGS = "meetings"
    PLAN = "plan"
    WORDS = "words"  # what stands beside: the description, words with the baton, the closing note


# What was practical and shows nothing of the case; the rest is as a rule documentation that the
# archive law wants kept (Q2). The administrator judges each log; this is where she begins.
OFTEN_DELETED = frozenset({Kind.MESSAGES, Kind.FILES})
# The leader hands it on within a week, else it goes on by itself (Q5): a demand never lies there.
LEADER_HAS = timedelta(days=7)
APPEAL_WITHIN = timedelta(weeks=3)


def often_deleted(kind: Kind) -> bool:
    """Whether this is as a rule not worth keeping by the archive law."""
    return kind in OFTEN_DELETED


def answer_by(demanded: date) -> date:
    """The last day on which the municipality must answer: one month later (GDPR art. 12 (3))."""
    year, month = demanded.year + demanded.month // 12, demanded.month % 12 + 1
    return date(year, month, min(demanded.day, monthrange(year, month)[1]))


def appeal_until(decided: date) -> date:
    """The last day of appealing: three weeks (forvaltningsloven § 29)."""
    return decided + APPEAL_WITHIN


def kept(demanded: Iterable[str], deleted: Iterable[str]) -> list[Kind]:
    """What was demanded and is not deleted, in the order of the kinds."""
    gone = set(deleted)
    return [kind for kind in Kind if kind in set(demanded) and kind not in gone]
