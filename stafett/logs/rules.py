"""From which age health information is the young person's own to share. Pure."""

from datetime import date

ADULT = 18
KEEPING = frozenset({"trust", "harm"})  # of the reasons of a judgement


def decides_on_health(born: date | None, on: date, alone_from: int | None) -> bool:
    """Whether guardians see health information only by the young person's yes.

    `alone_from` is the policy's age, None where none is set. One without a birth date is an adult.
    """
    if born is None:
        return True
    filled = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return filled >= min(alone_from or ADULT, ADULT)


def is_kept(reason: str) -> bool:
    """Whether a judgement with this reason keeps something from guardians."""
    return reason in KEEPING
