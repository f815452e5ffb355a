"""JSON from outside, read piece by piece; what does not fit is named by its place in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date

from .case import BrokenCase, Trouble

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parsed(text: str) -> object:
    """The value of a JSON text; no key may stand twice, and no half characters."""
    try:
        value: object = json.loads(text, object_pairs_hook=_without_doubles)
        json.dumps(value, ensure_ascii=False).encode()  # half a character cannot be shown
    except BrokenCase:
        raise
    except (ValueError, RecursionError) as error:
        raise BrokenCase(Trouble.NOT_JSON, detail=str(error)) from error
    return value


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BrokenCase(Trouble.KEY_TWICE, where=key)
        found[key] = value
    return found


def an_object(value: object, where: str, keys: Sequence[str]) -> dict[str, object]:
    """The value, if it is an object with no keys but these."""
    if not isinstance(value, dict):
        raise BrokenCase(Trouble.WANTS_OBJECT, where=where or "JSON")
    for key in value:
        if key not in keys:
            raise BrokenCase(Trouble.UNKNOWN_KEY, where=_path(where, key))
    return value


def present(found: dict[str, object], key: str, where: str = "") -> object:
    """What stands under a key that must be there."""
    if key not in found:
        raise BrokenCase(Trouble.MISSING, where=_path(where, key))
    return found[key]


def a_list(value: object, where: str) -> list[object]:
    """The value, if it is a list."""
    if not isinstance(value, list):
        raise BrokenCase(Trouble.WANTS_LIST, where=where)
    return value


def a_text(value: object, where: str) -> str:
    """The value, if it is text."""
    if not isinstance(value, str):
        raise BrokenCase(Trouble.WANTS_TEXT, where=where)
    return value


def yes_no(found: dict[str, object], where: str, key: str) -> bool:
    """True or false under a key; false when the key is left out."""
    value = found.get(key, False)
    if not isinstance(value, bool):
        raise BrokenCase(Trouble.WANTS_YES_NO, where=_path(where, key))
    return value


def a_day(value: object, where: str) -> date:
    """The value, if it is a date such as 2026-11-22."""
    if not isinstance(value, str) or not DATE.fullmatch(value):
        raise BrokenCase(Trouble.WANTS_DATE, where=where)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BrokenCase(Trouble.WANTS_DATE, where=where) from None


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
