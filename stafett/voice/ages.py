"""How old the child is decides the room's tone: pictures and few words, or words alone."""

from datetime import date

YOUTH_FROM = 13


def age(born: date | None, today: date) -> int | None:
    """Filled years; None for somebody whose birth date is not known."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def is_small(born: date | None, today: date) -> bool:
    """Whether the room speaks to a small child."""
    years = age(born, today)
    return years is not None and years < YOUTH_FROM
