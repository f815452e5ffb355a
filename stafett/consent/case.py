"""What a question about consent is made of, and what can be wrong with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OWNER = "owner"  # the owner's id among those who sign


class Scope(StrEnum):
    """What is asked for; one consent can have several."""

    OPEN = "open"  # create the log and share what is in it
    PARTICIPANTS = "participants"  # new services or people come in
    TRANSITION = "transition"  # the baton goes to another unit
    HEALTH = "health"  # health information is shared
    ORDINARY_CARE = "ordinary_care"  # health care that is part of daily, ordinary care
    EDUCATION = "education"  # choice of education
    TRANSFER = "transfer"  # information moves to an individual plan
    REOPEN = "reopen"


class Kind(StrEnum):
    """Parents, or a person or body in the parents' place."""

    PARENT = "parent"
    OTHER = "other"


@dataclass(frozen=True)
class Owner:
    """Whom the log is about: a birth date, or `adult` (a pregnant woman, a parent)."""

    birth: date | None = None
    adult: bool = False


@dataclass(frozen=True)
class Guardian:
    """One guardian of the child; only those with parental responsibility ever sign."""

    id: str
    responsibility: bool = False
    fixed_residence: bool = False
    kind: Kind = Kind.PARENT


class Trouble(StrEnum):
    """Why no answer can be given; `reasons.explain` has the words."""

    NO_RESPONSIBILITY = "no_responsibility"
    NOBODY_ASKED = "nobody_asked"
    NO_SCOPES = "no_scopes"
    BIRTH_AFTER = "birth_after"
    BIRTH_UNKNOWN = "birth_unknown"
    ID_TWICE = "id_twice"
    ID_RESERVED = "id_reserved"
    ID_EMPTY = "id_empty"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    KEY_TWICE = "key_twice"
    UNKNOWN_PRESET = "unknown_preset"
    UNKNOWN_SCOPE = "unknown_scope"
    UNKNOWN_KIND = "unknown_kind"
    WANTS_OBJECT = "wants_object"
    WANTS_LIST = "wants_list"
    WANTS_TEXT = "wants_text"
    WANTS_DATE = "wants_date"
    WANTS_YES_NO = "wants_yes_no"
    WANTS_POLICY = "wants_policy"
    NOT_JSON = "not_json"
    UNREADABLE = "unreadable"


class CannotAnswer(ValueError):
    """No answer can be given; `details` names where, and what."""

    def __init__(self, trouble: Trouble, **details: str | int) -> None:
        super().__init__(f"{trouble} {details}")
        self.trouble = trouble
        self.details = details


class BrokenCase(CannotAnswer):
    """The question itself makes no sense."""


class NobodyCanSign(CannotAnswer):
    """The question is sound, but a scope has nobody who could say yes: no log opens."""


def age_on(birth: date, on: date) -> int:
    """Years filled on that day; one born on 29 February fills years on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
