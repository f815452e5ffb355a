"""Whatever a text holds, it is printed: as it is, or by number where no font has it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.archive import typesetting
from stafett.archive.typesetting import PLAIN, RICH, covered, typeset, visible
from tests.archive import reader

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "x")
#set text(font: data.fonts, fallback: false, lang: "nb")
#for each in data.texts [#par[#each #strong(each)]]
"""
AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("typst") / "plain.typ"
    path.write_text(TEMPLATE)
    return path


def read(template: Path, *texts: str) -> str:
    return reader.words(typeset(template, {"texts": list(texts)}, at=AT).pdf)


@pytest.mark.parametrize(
    "letters",
    [
        "áâčđïŋšŧžáÁÂČĐÏŊŠŦŽ åäöæøÅÄÖÆØ",  # Sami, Norwegian, Swedish
        "ąćęłńóśźż ąčęėįšųūž āčēģīķļņšūž",  # Polish, Lithuanian, Latvian
        "çğıİöşü ăâîșț ễữệạơư ƙɗɓ",  # Turkish, Romanian, Vietnamese, Hausa
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ёъыэ ђћљњџ",
        "άέήίόύώ αβγδεζηθικλμνξοπρστυφχψω ς",
        "աբգդեզ აბგდევ",
        "«»–—…“”’•€№°½²×÷≤≥→✓",
    ],
)
def test_the_letters_of_the_families_are_printed_as_they_are(template: Path, letters: str) -> None:
    printed = typeset(template, {"texts": [letters]}, at=AT)
    assert printed.replaced == frozenset()
    assert reader.tight(letters) in reader.words(printed.pdf)


@pytest.mark.parametrize(
    "text", ["سلام عليكم", "مُحَمَّد", "گچپژ", "می\u200cخواهم", "٠١٢٣", "за\u0301мок"]
)
def test_arabic_persian_and_loose_marks_are_printed_as_they_are(template: Path, text: str) -> None:
    assert typeset(template, {"texts": [text]}, at=AT).replaced == frozenset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("a\x1b[31mb", "a[U+001B][31mb"),
        ("\u202eabc\u202c", "[U+202E]abc[U+202C]"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("😀", "[U+1F600]"),
        ("👩‍👧", "[U+1F469][U+200D][U+1F467]"),
        ("中文", "[U+4E2D][U+6587]"),
        ("e\u20dd", "e[U+20DD]"),
        ("\ue000\uffff\ufeff", "[U+E000][U+FFFF][U+FEFF]"),
        ("\ud800", "[U+D800]"),
        ("a\r\nb\u2028c\td", "abcd"),
        ("#panic() *b* _i_ $x$ `r` \\ <l> @r = // /* [ ] { }", None),
        ("e\u0301", "é"),
    ],
)
def test_what_no_font_has_is_shown_by_number(template: Path, text: str, shown: str | None) -> None:
    assert read(template, text).startswith(reader.tight(shown or text))


@given(texts=st.lists(st.text(alphabet=st.characters()), max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_stops_a_print(template: Path, texts: list[str]) -> None:
    assert typeset(template, {"texts": texts}, at=AT).pdf.startswith(b"%PDF")


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_mixed_scripts_are_printed_without_a_second_attempt(
    template: Path, data: st.DataObject
) -> None:
    letters = sorted(covered(RICH))
    text = data.draw(st.text(alphabet=st.sampled_from(letters), max_size=120))
    source = template.read_bytes()

    def make(source: bytes, told: dict[str, object]) -> bytes:
        return typesetting._compile(source, told, AT)

    assert typesetting._attempt(source, {"texts": [text]}, covered(RICH), make) is not None


def test_when_typst_gives_up_the_letters_are_plain(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_, tries = typesetting._compile, []

    class PanicException(BaseException):
        pass

    def panics_once(source: bytes, data: dict[str, object], at: datetime) -> Any:
        tries.append(data)
        if len(tries) == 1:
            raise PanicException
        return compile_(source, data, at)

    covered(RICH), covered(PLAIN)
    monkeypatch.setattr(typesetting, "_compile", panics_once)
    printed = typeset(template, {"texts": ["Ærlig سلام"]}, at=AT)
    assert "Ærlig[U+0633][U+0644][U+0627][U+0645]" in reader.words(printed.pdf)
    assert printed.replaced == frozenset("سلام")


def test_a_mistake_in_the_template_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#nonsense()")
    with pytest.raises(typesetting.typst.TypstError):
        typeset(broken, {}, at=AT)


def test_numbers_and_keys_pass_through() -> None:
    shown, replaced = visible({"n": 3, "ok": True, "none": None, "l": ["☠😀"]}, covered(RICH))
    assert shown == {"n": 3, "ok": True, "none": None, "l": ["☠[U+1F600]"]}
    assert replaced == {"😀"}


def test_printing_many_takes_no_more_memory_than_printing_a_few(template: Path) -> None:
    def print_one(number: int) -> int:
        texts = [f"Log {number}, line {line}: {'it went well. ' * 9}" for line in range(400)]
        typeset(template, {"texts": texts}, at=AT)
        return int(psutil.Process().memory_info().rss) >> 20

    few = [print_one(number) for number in range(3)][-1]
    assert [print_one(number) for number in range(3, 10)][-1] - few < 25
