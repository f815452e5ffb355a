"""A print at its worst: nothing is cut off, nothing lies outside the margins, all of it is read."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from stafett.archive.blocks import Block, attached, facts, heading, note, said, table, text
from stafett.archive.pictures import on_paper
from stafett.archive.printed import TEMPLATE
from stafett.archive.typesetting import RICH, compiled, covered, shown_by, typeset
from stafett.logs.models import File
from stafett.logs.sniffing import sniff
from tests.archive import reader

pytestmark = pytest.mark.requirement("Q1")
AT = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = {"kind": "Stafettlogg", "number": "Logg 1", "page": "Side {page} av {pages}"}
WORDS |= {"contents": "Innhold", "not_public": "Unntatt", "replaced": "Står med nummeret:"}
INCH, PER_INCH = 25.4, 40
LEFT, RIGHT, TOP, BOTTOM = 27, 23, 14, 10  # millimetres without ink on each page
NAME = "Áŋŋel-Žuhč Đorđević-Παπαδόπουλος Щербакова-Gałązka " * 2
LONG = "menneskerettighetsorganisasjonsmedlemskapskontingent" * 4
WIDE = "W" * 400
SCRIPTS = "Čáhci ja ŧ đ ŋ š ž; Привет, мир; Καλημέρα κόσμε; سلام عليكم 123 abc"
TEN_THOUSAND = "Elias gruer seg til gym, og sier det ikke til noen. " * 190


def printed(blocks: Sequence[Block], owner: str = "Elias Berg") -> dict[str, Any]:
    """What the template is given, around these blocks."""
    front = {"lines": [owner], "picture": [], "facts": [["Født", owner]], "blocks": []}
    told = {"language": "nb", "title": owner, "description": owner, "owner": owner}
    return told | {"words": WORDS, "front": front, "blocks": list(blocks)}


def worst() -> list[Block]:
    """Forty helpers with long names, texts and words without end, every script at once."""
    team = [
        [[f"{number} {NAME}", LONG, WIDE], [SCRIPTS, TEN_THOUSAND[:700]], "22. november 2026"]
        for number in range(40)
    ]
    return [
        heading(NAME * 4),
        *table([("Hjelperne", 5), ("Oppgave", 5), ("Leser", 3)], team),
        *(heading(each * 3, 2, over=SCRIPTS) for each in (LONG, WIDE, SCRIPTS)),
        facts(("Hvor", WIDE), ("Hva", TEN_THOUSAND), ("Hvem", LONG), columns=3),
        *text(TEN_THOUSAND),
        said(TEN_THOUSAND, lead=WIDE, by=LONG),
        said("\n".join(str(number) for number in range(200)), lead=NAME, by=WIDE),
        said("😀\x00\u202e中", lead="👩‍👧", by=SCRIPTS),
        note(WIDE + SCRIPTS),
    ]


def pages_of(data: dict[str, Any]) -> list[Image.Image]:
    """Grey pictures of all pages."""

    def drawn(source: bytes, told: dict[str, object]) -> list[bytes]:
        made = compiled(source, told, format="png", ppi=PER_INCH)
        assert isinstance(made, list)
        return made

    pages, _replaced = shown_by(TEMPLATE, data, drawn)
    return [Image.open(io.BytesIO(page)).convert("L") for page in pages]


def ink(page: Image.Image) -> tuple[float, ...]:
    """Where there is ink: left, top, right and bottom in millimetres from the page's own sides."""
    white = Image.new("L", page.size, 255)
    dark = ImageChops.difference(page, white).point(lambda grey: 255 if grey > 40 else 0)
    box = dark.getbbox()
    assert box is not None
    left, top, right, bottom = (side / PER_INCH * INCH for side in box)
    wide, high = (side / PER_INCH * INCH for side in page.size)
    return left, top, wide - right, high - bottom


def test_nothing_lies_outside_the_margins() -> None:
    for number, page in enumerate(pages_of(printed(worst(), NAME * 3)), 1):
        for found, least in zip(ink(page), (LEFT, TOP, RIGHT, BOTTOM), strict=True):
            assert found > least - 1.5, number


def test_all_of_it_can_be_read() -> None:
    print_ = typeset(TEMPLATE, printed(worst(), NAME * 3), at=AT)
    head = f"^{reader.tight((NAME * 3)[:58])}…Stafettlogg"
    words = reader.words(print_.pdf, without=(head, "Logg1Side[0-9]+av[0-9]+$"))
    for said_ in (LONG, WIDE, "Čáhci ja ŧ đ ŋ š ž; Привет, мир; Καλημέρα κόσμε"):
        assert reader.tight(said_) in words, said_
    assert words.count("gruer") == 3 * TEN_THOUSAND.count("gruer") + 40 * 14
    assert words.count(reader.tight("22. november 2026")) == 40
    last = PdfReader(io.BytesIO(print_.pdf)).pages[-1].extract_text()
    assert print_.replaced == set("😀\x00\u202e中👩\u200d👧")
    for number_ in ("U+0000", "U+1F600", "U+4E2D", "U+202E"):
        assert number_ in last


@pytest.mark.parametrize(("words", "from_right"), [("سلام عليكم.", True), ("Hei سلام", False)])
def test_a_paragraph_begins_on_its_own_side(words: str, from_right: bool) -> None:
    page = pages_of(printed(text(words)))[-1]
    high = page.height
    left, _top, right, _bottom = ink(page.crop((0, high // 9, page.width, high * 8 // 9)))
    assert (left > 100, right > 100) == (from_right, not from_right)
    assert set(words) <= covered(RICH)


def test_no_heading_stands_alone_at_the_end_of_a_page() -> None:
    for lines in range(30, 42):
        body = [heading("Plan"), *(note(f"linje {number}") for number in range(lines))]
        data = printed(
            [
                *body,
                heading("Overskrift", 2),
                facts(("Født", "1"), ("Sted", "2")),
                said("Ord", by="Kari"),
            ]
        )
        pages = PdfReader(io.BytesIO(typeset(TEMPLATE, data, at=AT).pdf)).pages
        (with_heading,) = [page for page in pages if "Overskrift" in page.extract_text()]
        assert "Født" in with_heading.extract_text(), lines


def test_what_an_archive_must_be_able_to_read_in_fifty_years_is_in_the_file() -> None:
    """PDF/A-2a and PDF/UA-1, so far as it can be seen without a validator."""
    picture = File(name="Kart.jpg", size=1, sha256="ab")
    blocks = [*worst(), attached(picture, on_paper(a_picture(600, 400)))]
    pdf = typeset(TEMPLATE, printed(blocks), at=AT).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.is_encrypted
        assert not {"/AcroForm", "/OpenAction", "/AA"} & set(document.Root.keys())
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        assert not {"/JavaScript", "/Launch", "/Movie"} & {str(each.get("/S")) for each in found}
        fonts = [each for each in found if each.get("/Type") == "/FontDescriptor"]
        assert len(fonts) >= 3
        for font in fonts:
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
        heads = [each for each in found if each.get("/S") == "/TH"]
        assert [str(each.A[0].Scope) for each in heads] == ["/Column"] * 3
        for page in document.pages:
            assert page.Tabs == "/S"
            assert "/StructParents" in page


def a_picture(width: int, height: int, mode: str = "RGB", **how: Any) -> bytes:
    out = io.BytesIO()
    kind = how.pop("format", "JPEG")
    Image.new(mode, (width, height), "#5b3fa080" if mode == "RGBA" else "#5b3fa0").save(
        out, kind, **how
    )
    return out.getvalue()


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def test_pictures_of_every_kind_are_shown_within_the_page_and_have_words() -> None:
    brought = {
        "stort": a_picture(4000, 3000),
        "bredt": a_picture(3000, 4),
        "høyt": a_picture(4, 3000),
        "lite": a_picture(1, 1),
        "gjennomsiktig": a_picture(900, 300, "RGBA", format="PNG"),
        "snudd": a_picture(1600, 800, exif=turned()),
        "grått": a_picture(300, 300, "L"),
    }
    blocks = []
    for name, content in brought.items():
        kept = sniff(f"{name}.jpg", content)
        drawn = on_paper(kept.content)
        assert drawn is not None
        assert len(drawn.content) < 150_000
        size = len(kept.content)
        blocks.append(attached(File(name=kept.name, size=size, sha256=kept.sha256), drawn))
    document = File(name="Vedtak.pdf", size=3_400_000, sha256="ab" * 32)
    data = printed([heading("Vedlegg"), *blocks, attached(document, None)])
    for page in pages_of(data):
        assert min(ink(page)[0] - LEFT, ink(page)[2] - RIGHT) > -1.5
    pdf = typeset(TEMPLATE, data, at=AT).pdf
    words = reader.words(pdf)
    for said_ in ("snudd.jpg", "gjennomsiktig.png", "Vedtak.pdf", "3,2", "ab" * 32):
        assert said_ in words, said_
    assert [each.split("/")[-1] for each in figures(pdf)] == [
        f"Bildet {each['name']}" for each in blocks
    ]


def figures(pdf: bytes) -> list[str]:
    """What is read aloud for each picture, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        return [str(each.Alt) for each in found if each.get("/S") == "/Figure"]


def test_what_is_no_picture_after_all_stops_no_print() -> None:
    assert on_paper(b"\x89PNG\r\n\x1a\n broken") is None
