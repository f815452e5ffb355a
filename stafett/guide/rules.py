"""How a page of the guide is written: a title, a paragraph, sections, and fields to fill in.

Pure: text in, plain data out. `content/README.md` tells the format to those who write.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LEVELS = ("0", "1", "2", "3")  # B1; what a municipality calls them is its own
SECTIONS = ("what", "who", "child", "guardians", "tools", "on", "ends")
STEP = re.compile(r"step-([0-3])-([1-9][0-9]?)")
LINK = re.compile(r"\[([^\]\n]+)\]\((tool|step):([a-z0-9-]+)\)")
FIELD = re.compile(r"(?:[-*] +)?(\?\?|\?o|\?d|\?|\[ ?\]) +(\S.*)")


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page: `rest` is all below the first paragraph, `sections` the same by its headings."""

    title: str
    intro: str
    rest: str

    @property
    def opening(self) -> str:
        """What stands before the first heading."""
        return _divided(self.rest)[0]

    @property
    def sections(self) -> tuple[Section, ...]:
        """What stands below each heading."""
        return _divided(self.rest)[1]


class Kind(StrEnum):
    """What a part of a section is."""

    TEXT = "text"
    SHORT = "short"
    LONG = "long"
    TICK = "tick"
    CHOICE = "choice"
    DAY = "day"


SIGNS = {"?": Kind.SHORT, "??": Kind.LONG, "?o": Kind.CHOICE, "?d": Kind.DAY}


@dataclass(frozen=True)
class Part:
    """A piece of Markdown, or a field with its label (and what one chooses among)."""

    kind: Kind
    text: str
    choices: tuple[str, ...] = ()


def parse(text: str) -> Page:
    """The page that a text is; one without a title has its first line as one."""
    first, _, below = text.replace("\r\n", "\n").strip().partition("\n")
    intro, _, rest = below.strip().partition("\n\n")
    if intro.startswith("## "):
        intro, rest = "", below.strip()
    return Page(first.lstrip("# ").strip(), intro.strip(), rest.strip())


def parts(text: str) -> list[Part]:
    """What a section holds, in order: Markdown, and fields between it."""
    found: list[Part] = []
    prose: list[str] = []
    for line in text.split("\n"):
        part = _field(line)
        if part is None:
            prose.append(line)
            continue
        found += _prose(prose)
        prose = []
        found.append(part)
    return found + _prose(prose)


def step_key(page: str) -> tuple[str, int] | None:
    """The level and the number of a step's page, None for another page."""
    found = STEP.fullmatch(page)
    return (found[1], int(found[2])) if found else None


def missing(text: str) -> str | None:
    """What a text lacks to be a page: "title", or None when nothing does."""
    first = text.strip().split("\n", 1)[0]
    return None if first.startswith("# ") and first.strip("# ") else "title"


def _divided(rest: str) -> tuple[str, tuple[Section, ...]]:
    opening, *headed = re.split(r"^## +", rest, flags=re.MULTILINE)
    sections = []
    for each in headed:
        heading, _, text = each.partition("\n")
        sections.append(Section(heading.strip(), text.strip()))
    return opening.strip(), tuple(sections)


def _field(line: str) -> Part | None:
    found = FIELD.fullmatch(line.strip())
    if not found:
        return None
    kind, label = SIGNS.get(found[1], Kind.TICK), found[2].strip()
    if kind is not Kind.CHOICE:
        return Part(kind, label)
    words, _, among = label.rpartition(":")
    choices = tuple(each.strip() for each in among.split("|") if each.strip())
    return Part(kind, words.strip(), choices)


def _prose(lines: list[str]) -> list[Part]:
    text = "\n".join(lines).strip()
    return [Part(Kind.TEXT, text)] if text else []
