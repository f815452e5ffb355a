"""Reading the guide's files as a reader does: what is text, what is a field, how long it is."""

import re
from collections.abc import Iterable

LINK = re.compile(r"\]\((tool|step):([a-z0-9-]+)\)")
FIELD = re.compile(r"^(\?\?|\?o|\?d|\?|\[\]) (.+)$", re.MULTILINE)


def links(text: str) -> list[tuple[str, str]]:
    """Where a page leads: ("tool", "agenda"), ("step", "1-2")."""
    return LINK.findall(text)


def fields(text: str) -> list[tuple[str, str]]:
    """A form's fields: their sign and their label."""
    return FIELD.findall(text)


def prose(text: str) -> str:
    """What is read as sentences: no headings, fields or links to tools."""
    kept = FIELD.sub("", text)
    kept = re.sub(r"^#+ .*$|^- \[[^]]*\]\(tool:.*$", "", kept, flags=re.MULTILINE)
    return re.sub(r"\[([^]]*)\]\([^)]*\)|\*\*", r"\1", kept)


def sentences(text: str) -> list[str]:
    """Its sentences; an item of a list is one."""
    lines = re.sub(r"^\s*(?:-|\d+\.) +", "", text, flags=re.MULTILINE)
    parts = re.split(r"(?<=[.!?])\s+|\n+", lines)
    return [part for part in parts if words(part)]


def words(sentence: str) -> list[str]:
    """Its words."""
    return re.findall(r"\w+(?:[-’']\w+)*", sentence)


def longest_first(texts: Iterable[str], *, above: int) -> list[str]:
    """The sentences of more words than that."""
    every = [each for text in texts for each in sentences(prose(text)) if len(words(each)) > above]
    return sorted(every, key=lambda each: -len(words(each)))
