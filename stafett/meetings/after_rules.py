"""The one-minute question after a meeting: was I heard, do I know what happens next. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

# Answers are told when nobody answers any more, and when nobody's answer stands alone: whoever
# looks before and after another has answered must not learn what that one said.
ANSWERED_WITHIN = timedelta(days=7)
FEWEST_TOLD = 3


class Felt(StrEnum):
    """How it was, in the same three steps for everyone."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def can_answer(read_at: datetime | None, now: datetime) -> bool:
    """From when the minutes were read out, for a week."""
    return read_at is not None and read_at <= now < read_at + ANSWERED_WITHIN
