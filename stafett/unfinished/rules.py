"""What is kept of a form that is being written, and what never is (issue 5.5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

LONGEST_ADDRESS = 400
MOST_FIELDS, MOST_VALUES, MOST_LETTERS = 60, 60, 40_000
MOST_TEXTS = 30  # of one person; the oldest gives way
KEPT = timedelta(days=14)  # the wall's function `forget_writing()` says the same

# Forms about consent are answers, numbers and names; only these are written at length.
OF_CONSENT = frozenset({"prepare", "about", "transition", "add", "change", "close"})
# Who may know a hidden place, and the young's yes to a guardian.
NEVER = frozenset({"protected", "health"})
NEVER_IN_A_NAME = ("password", "number", "token", "fnr")


@dataclass(frozen=True)
class TooMuch(Exception):
    """More than a form of ours holds, or what no text in the database can."""


def keeps(room: str, name: str, keys: Mapping[str, object]) -> bool:
    """Whether what is written at this address is kept: a log's forms, never a consent's answer."""
    if "log_id" not in keys or name in NEVER:
        return False
    return room != "consent" or name in OF_CONSENT


def kept_fields(said: object) -> dict[str, list[str]]:
    """The fields of a form, each a list of texts, without what is never kept.

    Raises TooMuch for what is not that, or is too large.
    """
    if not isinstance(said, dict) or len(said) > MOST_FIELDS:
        raise TooMuch
    fields = {name: _texts(values) for name, values in said.items() if _is_kept(name)}
    if len(json.dumps(fields)) > MOST_LETTERS:
        raise TooMuch
    return fields


def _is_kept(name: str) -> bool:
    return not any(word in name.lower() for word in NEVER_IN_A_NAME)


def _texts(values: object) -> list[str]:
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise TooMuch
    texts = [text for text in values if isinstance(text, str) and sound(text)]
    if len(texts) < len(values):
        raise TooMuch
    return texts


def sound(text: str) -> bool:
    """Whether the database can hold it: no NUL, no half of a letter."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def sentences(fields: Mapping[str, list[str]]) -> list[str]:
    """What a reader knows again of a form: its texts with more than one word."""
    return [text for texts in fields.values() for text in texts if " " in text.strip()]
