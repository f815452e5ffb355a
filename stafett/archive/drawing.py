"""A print's pages as pictures, for who wants to see them before saving (L11)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from stafett.logs.hidden import Reader
from stafett.logs.models import Log

from .printed import TEMPLATE, contents
from .typesetting import compiled, shown_by

AT_A_TIME = 4
SHARPNESS = 110  # pixels an inch: read on a telephone when it is made larger
# Typst draws all pages or none. Drawing as SVG costs it nearly nothing, a PNG a page much: so all
# become SVG, and of those only the wanted ones PNG, which is a quarter of the size.
SHEETS = b"""
#set page(paper: "a4", margin: 0pt)
#for each in json(bytes(sys.inputs.data)) [#image(bytes(each), format: "svg", width: 100%)]
"""


@dataclass(frozen=True)
class Drawn:
    """Some of a print's pages as PNG, the number of the first of them, and how many there are."""

    pictures: Sequence[bytes]
    first: int
    pages: int


def draw(
    log: Log,
    reader: Reader,
    *,
    language: str,
    at: datetime,
    parts: Collection[str],
    sheet: int,
) -> Drawn:
    """One sheetful of the pages of `print_log` for this reader, as the log is now. Sheets are
    counted from 1; the last where there are not so many."""
    with translation.override(language):
        until = log.book.count
        told = contents(log, reader, language=language, until=until, at=at, parts=parts)
        pages, _replaced = shown_by(TEMPLATE, told, _all)
    sheet = min(max(sheet, 1), -(-len(pages) // AT_A_TIME))
    first = (sheet - 1) * AT_A_TIME
    wanted = [page.decode() for page in pages[first : first + AT_A_TIME]]
    return Drawn(_pictures(wanted), first + 1, len(pages))


def _all(source: bytes, data: dict[str, object]) -> list[bytes]:
    return _listed(compiled(source, data, format="svg"))


def _pictures(pages: list[str]) -> list[bytes]:
    return _listed(compiled(SHEETS, pages, format="png", ppi=SHARPNESS))


def _listed(made: bytes | list[bytes] | None) -> list[bytes]:
    """Typst gives a single page alone, and not in a list."""
    assert made is not None
    return made if isinstance(made, list) else [made]
