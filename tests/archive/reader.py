"""Reading a print back: its words, its tags, what it says of itself."""

import io
import re
from collections.abc import Iterator

import pikepdf
from pypdf import PdfReader

# Where a line ends in the print says nothing about the text.
LOOSE = re.compile(r"[\s\u00ad\u2010-]+")


def words(pdf: bytes, *, without: tuple[str, ...] = ()) -> str:
    """All its text without spaces, line ends and hyphens, and without what each page repeats."""
    told = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        text = tight(page.extract_text())
        for repeated in without:
            text = re.sub(repeated, "", text)
        told.append(text)
    return "".join(told)


def lines(pdf: bytes) -> list[str]:
    """The lines as they stand on paper."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [line for page in pages for line in page.extract_text().splitlines()]


def tight(text: str) -> str:
    """A text as `words` has it."""
    return LOOSE.sub("", text)


def tags(pdf: bytes) -> list[str]:
    """The structure's tags in reading order: Document, Title, H1, P, Table …"""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_tags(document.Root.StructTreeRoot))


def _tags(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)[1:]
        if "/K" in node:
            yield from _tags(node.K)
