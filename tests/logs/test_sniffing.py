"""What may be kept, and what is left of it: told by what is in a file, never by its name."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from stafett.book.errors import Refused
from stafett.logs import sniffing
from stafett.logs.sniffing import clean_name, sniff

MARKER = b"Hjemme hos Elias"
WORD = {"[Content_Types].xml": b"", "word/document.xml": b"<w/>"}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    out = BytesIO()
    made = Image.new(mode, size, 200)
    exif = Image.Exif()
    exif[0x010E] = MARKER.decode()  # description
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"  # a place on the map
    made.save(out, form, exif=exif, **({"comment": MARKER} if form == "JPEG" else {}))
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_a_pictures_past_survives(form: str) -> None:
    came = picture(form)
    assert MARKER in came
    kept = sniff("IMG_2041.jpg", came)
    assert MARKER not in kept.content
    drawn = Image.open(BytesIO(kept.content))
    assert not drawn.getexif()
    assert set(drawn.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert (kept.kind, drawn.size) == ("picture", (20, 40)), "it stands upright"


def test_a_large_picture_becomes_smaller_and_a_bomb_is_refused() -> None:
    kept = sniff("a.png", picture("PNG", (5000, 2500)))
    assert Image.open(BytesIO(kept.content)).size == (1000, 2000)
    with pytest.raises(Refused, match="too large"):
        sniff("bombe.png", picture("PNG", (50_001, 1_000), "1"))


def test_a_see_through_picture_stays_so() -> None:
    kept = sniff("tegning.webp", picture("WEBP", mode="RGBA"))
    assert (kept.type, kept.name) == ("image/png", "tegning.png")


@pytest.mark.parametrize(
    ("content", "name", "kept_as"),
    [
        (b"%PDF-1.7 ...", "rapport.exe", "rapport.pdf"),
        (packed(**WORD), "Referat 12. mars", "Referat 12.docx"),
        ("Hei på deg".encode(), "notat.html", "notat.txt"),
        (
            packed(mimetype=b"application/vnd.oasis.opendocument.text", x=b""),
            "brev.odt",
            "brev.odt",
        ),
    ],
)
def test_a_document_is_what_it_holds(content: bytes, name: str, kept_as: str) -> None:
    kept = sniff(name, content)
    assert (kept.kind, kept.name, kept.content) == ("document", kept_as, content)
    assert "html" not in kept.type


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03 a program", "cannot take this kind"),
        (b"\x7fELF", "cannot take this kind"),
        (b"PK\x03\x04 broken", "cannot take this kind"),
        (packed(**{"evil.exe": b"MZ"}), "cannot take this kind"),
        (packed(**WORD, **{"word/vbaProject.bin": b"x"}), "program"),
        (b"\xff\xd8\xff not a picture", "cannot open the picture"),
        (picture()[:300], "cannot open the picture"),
        (b"x" * (sniffing.LARGEST_BYTES + 1), "10 MB"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        sniff("bilde.jpg", content)


def test_where_a_picture_is_wanted_nothing_else_is_taken() -> None:
    with pytest.raises(Refused, match="not a picture"):
        sniff("bilde.jpg", b"%PDF-1.7", only_pictures=True)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\kari\\plan.docx", "plan.pdf"),
        ('a"b;c%0d\r\nX: y.pdf', "a b c 0dX y.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.pdf"),
        ("Ærlig språk.pdf", "Ærlig språk.pdf"),
        (".pdf", "fil.pdf"),
        ("", "fil.pdf"),
        ("x" * 300, "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert clean_name(name, "pdf") == kept
