"""The laws that the municipalities' own documents name, as dated data.

A consent is judged by the references of its own date. When a law is replaced, give the old row
its last day (`until`) and add a row with the new law: no rule needs to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

LAWS: Mapping[str, Mapping[str, str]] = {
    "children": {
        "nb": "barnelova",
        "nn": "barnelova",
        "en": "the Children Act (barnelova)",
    },
    "patients": {
        "nb": "pasient- og brukerrettighetsloven",
        "nn": "pasient- og brukarrettslova",
        "en": "the Patients’ and Users’ Rights Act (pasient- og brukerrettighetsloven)",
    },
    "care": {
        "nb": "helse- og omsorgstjenesteloven",
        "nn": "helse- og omsorgstenestelova",
        "en": "the Health and Care Services Act (helse- og omsorgstjenesteloven)",
    },
}


@dataclass(frozen=True)
class LawReference:
    """The sections on which a requirement rests, and the days on which they count."""

    requirement: str
    law: str
    sections: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the reference counts on that day, its first and last days included."""
        return self.since <= on and (self.until is None or on <= self.until)

    def title(self, language: str) -> str:
        """The law by name with its sections; bokmål for languages without a name of it."""
        names = LAWS[self.law]
        return f"{names.get(language, names['nb'])} {self.sections}"


REFERENCES: tuple[LawReference, ...] = (
    LawReference("G11", "children", "§§ 31, 32", since=date(1981, 4, 8)),  # 000
    LawReference("G13", "patients", "§ 4-3 b", since=date(1999, 7, 2)),  # 000, 004
    LawReference("G14", "patients", "§ 4-4", since=date(1999, 7, 2)),  # 004
    LawReference("G17", "children", "§ 32", since=date(1981, 4, 8)),  # 004
    LawReference("P4", "care", "§§ 7-1, 7-2, 7-2 a", since=date(2011, 6, 24)),  # 000, 004
)


def references(
    requirements: Iterable[str], on: date, known: Iterable[LawReference] = REFERENCES
) -> tuple[LawReference, ...]:
    """The references on which these requirements rest on that day."""
    wanted = set(requirements)
    return tuple(row for row in known if row.requirement in wanted and row.holds(on))
