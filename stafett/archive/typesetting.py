"""Typst: from a template and plain data to PDF/A-2a with PDF/UA-1 tagging.

The data reach the template as JSON and never as markup. PDF/A takes no character that no font
covers, and some rare mixtures of scripts and marks bring Typst down; so only letters and signs of
the scripts below are printed as they are. All others are shown by number, «[U+1F600]».
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import typst

T = TypeVar("T")
FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "New Computer Modern Math")
STANDARDS: Any = ["a-2a", "ua-1"]
REMEMBERED = 10  # documents, by Typst

# Scripts, as ranges with both ends in them. The fonts do not cover all of each.
PLAIN = (
    (0x0A, 0x0A),
    (0x20, 0x7E),
    (0xA0, 0x2FF),  # Latin, all of Northern, Lule and Southern Sami
    (0x370, 0x482),  # Greek, Cyrillic
    (0x48A, 0x52F),
    (0x1E00, 0x1FFF),
    (0x2010, 0x2027),  # punctuation without line ends and direction overrides
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),
)
RICH = (
    *PLAIN,
    *((mark, mark) for mark in (*range(0x300, 0x305), *range(0x306, 0x309), 0x30A, 0x30B, 0x30C)),
    *((mark, mark) for mark in (0x323, 0x327, 0x328, 0x331)),
    (0x531, 0x58F),  # Armenian
    (0x606, 0x66F),  # Arabic
    (0x671, 0x6D5),
    (0x6F0, 0x6FF),
    (0x10A0, 0x10FF),  # Georgian
    (0x200C, 0x200C),
    (0x2100, 0x22FF),  # letterlike signs, arrows, mathematics
    (0x25A0, 0x27BF),  # shapes, ticks and stars
    (0xFB00, 0xFB06),
)
NO_MEANING = {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"}
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
UNCOVERED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# The styles that a template may use. Not italics: there is no Arabic in them.
PROBE = b"""
#set document(title: "x")
#let inputs = json(bytes(sys.inputs.data))
#set text(font: inputs.fonts, fallback: false)
#for each in inputs.characters [#par[#each #strong(each)]]
"""


@dataclass(frozen=True)
class Printed:
    """A finished PDF, and the characters that it could only show by number."""

    pdf: bytes
    replaced: frozenset[str]


def typeset(template: Path, data: dict[str, object], *, at: datetime) -> Printed:
    """Set `data` by a template; the same data and time give the same bytes.

    The template finds in `sys.inputs.data` the data, and besides "fonts" and "replaced": the
    numbers of the characters that were replaced. Whatever the data say, something is printed.
    """
    pdf, replaced = shown_by(template, data, lambda source, told: _compile(source, told, at))
    return Printed(pdf, replaced)


def shown_by(
    template: Path, data: dict[str, object], make: Callable[[bytes, dict[str, object]], T]
) -> tuple[T, frozenset[str]]:
    """What `make` makes of a template and the data that can be shown, and what was replaced."""
    source = template.read_bytes()
    for ranges in (RICH, PLAIN):
        made = _attempt(source, data, covered(ranges), make)
        if made is not None:
            return made
    raise RuntimeError(f"{template.name} cannot be set even with plain letters.")


def _attempt(
    source: bytes,
    data: dict[str, object],
    letters: frozenset[str],
    make: Callable[[bytes, dict[str, object]], T],
) -> tuple[T, frozenset[str]] | None:
    """None where Typst cannot show what these letters became together."""
    shown, replaced = visible(data, letters)
    extra = {"fonts": FONTS, "replaced": sorted(map(code, replaced))}
    try:
        return make(source, shown | extra), frozenset(replaced)
    except typst.TypstError as error:
        if not UNCOVERED.search(error.diagnostic):
            raise
    except BaseException as error:
        # Typst's own panic, which is no Exception; it harms nothing that comes after.
        if type(error).__name__ != "PanicException":
            raise
    return None


def compiled(source: bytes, data: object, **how: Any) -> bytes | list[bytes] | None:
    """What Typst makes of a template; bytes in the data are files to it, named by a path."""
    with TemporaryDirectory() as folder:

        def as_file(content: bytes) -> str:
            name = hashlib.sha256(content).hexdigest()
            Path(folder, name).write_bytes(content)
            return f"/{name}"

        told = {"data": json.dumps(data, default=as_file)}
        setter = typst.Compiler(source, root=folder, font_paths=_own_fonts(), sys_inputs=told)
        try:
            made: bytes | list[bytes] | None = setter.compile(**how)
        finally:
            _forget(folder)
        return made


def _forget(folder: str) -> None:
    """Typst keeps what it reckoned for its last ten documents, of no use to the next log: some
    hundred megabytes of people's texts. After as many empty ones nothing is left."""
    for _each in range(REMEMBERED + 1):
        typst.Compiler(b" ", root=folder, font_paths=_own_fonts()).compile(format="svg")


def _compile(source: bytes, data: dict[str, object], at: datetime) -> bytes:
    seconds = int(at.timestamp())
    pdf = compiled(source, data, format="pdf", pdf_standards=STANDARDS, timestamp=seconds)
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _own_fonts() -> typst.Fonts:
    """The wheel's own fonts alone: a print looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


@cache
def covered(ranges: tuple[tuple[int, int], ...]) -> frozenset[str]:
    """The characters of these ranges that the fonts have in every style. Asked once, 0.3 s."""
    wanted = [chr(number) for first, last in ranges for number in range(first, last + 1)]
    meant = {each for each in wanted if unicodedata.category(each) not in NO_MEANING} | {"\n"}
    single = sorted(each for each in meant if unicodedata.normalize("NFC", each) == each)
    try:
        _compile(PROBE, {"fonts": FONTS, "characters": single}, datetime.now(UTC))
    except typst.TypstError as error:
        missing = {
            ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
            for text in UNCOVERED.findall(error.diagnostic)
        }
        if not missing:
            raise
        return frozenset(single) - missing
    return frozenset(single)


def code(character: str) -> str:
    """«U+1F600»: what stands for a character that cannot be shown."""
    return f"U+{ord(character):04X}"


def visible(data: dict[str, object], letters: frozenset[str]) -> tuple[dict[str, object], set[str]]:
    """The same data with every character but these as «[U+…]», and the characters replaced."""
    replaced: set[str] = set()

    def shown(text: str) -> str:
        text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).replace("\t", " "))
        unknown = set(text) - letters
        replaced.update(unknown)
        return text.translate({ord(each): f"[{code(each)}]" for each in unknown})

    def walk(node: object) -> object:
        if isinstance(node, str):
            return shown(node)
        if isinstance(node, dict):
            return {key: walk(each) for key, each in node.items()}
        if isinstance(node, (list, tuple)):
            return [walk(each) for each in node]
        return node

    return {key: walk(each) for key, each in data.items()}, replaced
