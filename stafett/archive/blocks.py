"""The kinds of blocks that a print is made of; `printed.typ` knows what each looks like."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from stafett.logs.models import File
from stafett.logs.picture_names import NAMES
from stafett.logs.pictures import WORDS

from .pictures import OnPaper

Block = dict[str, Any]
Cell = str | list[str]  # of several lines the first counts most


def heading(text: object, level: int = 1, *, over: object = "") -> Block:
    """A heading; `over` is a few words above it that say what it is.

    Levels follow each other without a gap, for those who listen to the print.
    """
    return {"kind": "heading", "level": level, "text": str(text), "over": str(over)}


def text(words: object) -> list[Block]:
    """A text as it was written, with its line ends; nothing when it is empty."""
    return [{"kind": "text", "text": str(words)}] if str(words).strip() else []


def note(words: object) -> Block:
    """Something of less weight, in small letters."""
    return {"kind": "note", "text": str(words)}


def facts(*pairs: tuple[object, object], columns: int = 2) -> Block:
    """Labels with values; those without a value are left out."""
    return {"kind": "facts", "pairs": written(pairs), "columns": columns}


def written(pairs: Iterable[tuple[object, object]]) -> list[list[str]]:
    """The pairs that have a value."""
    told = [[str(label), str(value)] for label, value in pairs if value is not None]
    return [pair for pair in told if pair[1].strip()]


def table(
    columns: Sequence[tuple[object, int]],
    rows: Iterable[Sequence[Cell]],
    *,
    letters: int = 17,
    bold: bool = True,
) -> list[Block]:
    """A table of labels with their widths; nothing when there are no rows.

    A word of more than `letters` letters may be broken anywhere; `bold` is for the first line of
    cells with several.
    """
    filled = [[_cell(each) for each in row] for row in rows]
    if not filled:
        return []
    head = [str(label) for label, _width in columns]
    widths = [width for _label, width in columns]
    block = {"kind": "table", "head": head, "widths": widths, "rows": filled}
    return [{**block, "letters": letters, "bold": bold}]


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell
    return [line for line in cell if line.strip()] or ""


def picture(of: Any) -> list[Block]:
    """What somebody chose, small; nothing where nothing is chosen. `of` is a log or a measure."""
    if of.photo_id:
        words = _("A picture of one’s own")
        content = bytes(of.photo.content)
        return [{"kind": "picture", "svg": "", "content": content, "words": words}]
    found = finders.find(f"pictures/{of.picture}.svg") if of.picture in NAMES else None
    if not found:
        return []
    svg = Path(found).read_text()
    return [{"kind": "picture", "svg": svg, "content": "", "words": str(WORDS[of.picture])}]


def said(text: object, *, by: object = "", lead: object = "", language: str = "") -> Block:
    """What somebody said, set apart: `lead` in bold before it, `by` small after it.

    `language` is that of the text, where it is another than the print's.
    """
    block = {"kind": "said", "lead": str(lead), "text": str(text), "by": str(by)}
    return {**block, "language": language}


def attached(file: File, drawn: OnPaper | None) -> Block:
    """A file by name, size and hash; a picture is shown under it."""
    size = _("%(size)s, SHA-256 %(hash)s") % {
        "size": filesizeformat(file.size).replace("\xa0", " "),
        "hash": file.sha256,
    }
    about = "" if drawn is None else _("The picture %(name)s") % {"name": file.name}
    block = {"kind": "file", "name": file.name, "facts": size, "words": about}
    content, width = (drawn.content, drawn.width) if drawn else ("", 0)
    return {**block, "content": content, "width": width}
