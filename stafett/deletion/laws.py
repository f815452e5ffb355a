"""The laws that a decision on deletion rests on, as dated data; see `consent.laws`.

A decision is shown with the references of its own day. When a law is replaced, give the old row
its last day and add a row with the new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import get_language

from stafett.consent.laws import LawReference

LAWS = {
    "archive": {"nb": "arkivlova", "nn": "arkivlova", "en": "the Archives Act (arkivlova)"},
    "privacy": {
        "nb": "personvernforordningen",
        "nn": "personvernforordninga",
        "en": "the General Data Protection Regulation (GDPR)",
    },
    "administration": {
        "nb": "forvaltningsloven",
        "nn": "forvaltningslova",
        "en": "the Public Administration Act (forvaltningsloven)",
    },
}


class Because(StrEnum):
    """What a reference is there for."""

    DELETED = "deleted"
    KEPT = "kept"
    CONSENT_KEPT = "consent_kept"
    APPEAL = "appeal"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Reference(LawReference):
    """As there, with the laws named here; `requirement` is what it is there for."""

    def title(self, language: str) -> str:
        """The law by name with its sections; bokmål for languages without a name of it."""
        names = LAWS[self.law]
        return f"{names.get(language, names['nb'])} {self.sections}"


GDPR = date(2018, 7, 20)
REFERENCES = (
    Reference(Because.DELETED, "privacy", "art. 17 (1) b", since=GDPR),
    Reference(Because.KEPT, "archive", "§§ 6, 9", since=date(1999, 1, 1), until=date(2025, 12, 31)),
    Reference(Because.KEPT, "archive", "§§ 5, 12, 13", since=date(2026, 1, 1)),
    Reference(Because.KEPT, "privacy", "art. 17 (3) b, d", since=GDPR),
    Reference(Because.CONSENT_KEPT, "privacy", "art. 7 (1), 17 (3) e", since=GDPR),
    Reference(Because.APPEAL, "administration", "§§ 28, 29", since=date(1970, 1, 1)),
    Reference(Because.COMPLAINT, "privacy", "art. 77", since=GDPR),
)


def cited(because: Because, on: date, known: Iterable[Reference] = REFERENCES) -> str:
    """The references of that day, in the reader's language."""
    language = get_language() or "nb"
    held = [row for row in known if row.requirement == because and row.holds(on)]
    return "; ".join(row.title(language) for row in held)
