"""The municipality's numbers, for those who administer it: no count under five, and none that can
be reckoned out (`small_counts`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from stafett.consent.words import together
from stafett.municipality.levels import level_name
from stafett.municipality.models import Municipality
from stafett.municipality.queries import units_in

from .figures import Bars, bars
from .small_counts import LEAST, told
from .unit_figures import silence_words


@dataclass(frozen=True)
class Numbers:
    """How many logs are open, None where they are too few to tell, and the pictures of them."""

    open: int | None
    figures: list[Bars]


def numbers_of(municipality: Municipality) -> Numbers:
    """All three pictures are of the same logs: those that the reader does not follow up one by one.
    Two questions."""
    counts: dict[str, dict[str, int]] = {"unit": {}, "level": {}, "silence": {}}
    names = {str(unit.pk): unit.name for unit in units_in(municipality.pk)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM numbers_of(%s)", [municipality.pk])
        for kind, key, number in cursor.fetchall():
            counts[kind][key] = number
    total = sum(counts["level"].values())
    if total < LEAST:
        return Numbers(None, [])
    by_name = dict(sorted(counts["unit"].items(), key=lambda pair: names.get(pair[0], "")))
    return Numbers(
        total,
        [
            _told("tjenester", _("Open logs by service"), by_name, lambda key: names.get(key, "")),
            _told(
                "nivaer",
                _("Open logs by level"),
                counts["level"],
                lambda key: level_name(municipality, int(key)).short,
            ),
            _told(
                "stille",
                _("Logs by when something last happened"),
                counts["silence"],
                lambda key: silence_words()[int(key)],
            ),
        ],
    )


def _told(key: str, about: str, counts: dict[str, int], words: Callable[[str], str]) -> Bars:
    found = told(counts)
    shown = [
        (in_words([words(each) for each in group.keys], len(counts)), group.number, "")
        for group in found
    ]
    most = [words for words, number, _tone in shown if number == max(each[1] for each in shown)]
    heading = _("Too few in each to show")
    if len(shown) > 1:
        heading = _("Several have equally many")
    if len(shown) > 1 and len(most) == 1:
        heading = _("Most logs: %(words)s") % {"words": most[0]}
    return bars(key, heading, about, shown)


def in_words(names: list[str], of_all: int) -> str:
    """What is counted together: one by its name, several by theirs while they are few."""
    if len(names) == of_all > 1:
        return _("All together")
    if len(names) <= 2:
        return together(names)
    return _("%(n)s others together") % {"n": len(names)}
