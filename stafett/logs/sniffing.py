"""What an uploaded file is, by what it holds and never by what it is called; pictures drawn anew.

Nothing of a picture's past survives: no place, no time, no camera, no thumbnail. Programs in office
documents are refused.
"""

import hashlib
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from stafett.book.errors import Refused

LARGEST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000  # what a good telephone takes; more is a bomb
LONGEST_SIDE = 2000  # pixels, of what is kept
QUALITY = 85
SHOWN_SIDE = 480  # pixels, of a picture that is an ornament on a page
LONGEST_NAME = 100
PICTURES = ("JPEG", "PNG", "WEBP", "GIF")
SIGNS_OF_A_PICTURE = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
OFFICE = {
    "word/document.xml": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xl/workbook.xml": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "ppt/presentation.xml": (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
OPEN_DOCUMENTS = {
    f"application/vnd.oasis.opendocument.{kind}": ending
    for kind, ending in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|;%\s]+')
TURNS_WORDS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, also those that turn a line


@dataclass(frozen=True)
class Sniffed:
    """A file that may be kept."""

    kind: str  # as FileKind
    name: str
    type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Of what is kept, in hex."""
        return hashlib.sha256(self.content).hexdigest()


def sniff(name: str, content: bytes, *, only_pictures: bool = False) -> Sniffed:
    """What this is, ready to be kept. Raises Refused with what can be done instead."""
    if not content:
        raise Refused(_("The file is empty. Choose another."))
    if len(content) > LARGEST_BYTES:
        raise Refused(_("The file is too large. It can be 10 MB at most."))
    if content.startswith(SIGNS_OF_A_PICTURE):
        return _picture(name, content)
    if only_pictures:
        raise Refused(_("This is not a picture we can show. Choose a JPEG or PNG."))
    ending, mime = _document(content)
    return Sniffed("document", clean_name(name, ending), mime, content)


def _picture(name: str, content: bytes) -> Sniffed:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=PICTURES)
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(_("The picture is too large. Make it smaller, or take a new one."))
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        drawn = ImageOps.exif_transpose(picture)
    except Refused:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(_("We cannot open the picture. It may be damaged. Choose another.")) from None
    see_through = drawn.mode in ("RGBA", "LA", "PA") or "transparency" in drawn.info
    fresh = drawn.convert("RGBA" if see_through else "RGB")
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    # A picture of its own: what `drawn` carried along is not written.
    blank = Image.new(fresh.mode, fresh.size)
    blank.paste(fresh)
    if see_through:
        blank.save(out, "PNG", optimize=True)
        return Sniffed("picture", clean_name(name, "png"), "image/png", out.getvalue())
    blank.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Sniffed("picture", clean_name(name, "jpg"), "image/jpeg", out.getvalue())


def for_show(found: Sniffed) -> Sniffed:
    """The same picture, small, for the pages it is an ornament on."""
    picture = Image.open(BytesIO(found.content), formats=PICTURES)
    picture.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    out = BytesIO()
    if found.type == "image/png":
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Sniffed("shown", found.name, found.type, out.getvalue())


def _document(content: bytes) -> tuple[str, str]:
    """The ending and the type. Raises Refused for what is none of those we keep."""
    if content.startswith(b"%PDF-"):
        return "pdf", "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if _is_text(content):
        return "txt", "text/plain; charset=utf-8"
    raise _unknown()


def _office(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
            if any("vbaproject" in each.lower() or "basic/" in each.lower() for each in names):
                raise Refused(_("There is a program (macro) in the document. Save it as PDF."))
            for part, found in OFFICE.items():
                if part in names and "[Content_Types].xml" in names:
                    return found
            if "mimetype" in names and packed.getinfo("mimetype").file_size < LONGEST_NAME:
                mime = packed.read("mimetype").decode("ascii", "replace").strip()
                if mime in OPEN_DOCUMENTS:
                    return OPEN_DOCUMENTS[mime], mime
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        pass
    raise _unknown()


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(each) == "Cc" and each not in "\t\n\r\f" for each in text)


def _unknown() -> Refused:
    return Refused(
        _("We cannot take this kind of file. Choose a picture, a PDF, or an office document.")
    )


def clean_name(name: str, ending: str) -> str:
    """A name that lies nowhere but in a folder of downloads, with the ending that is true."""
    kept = "".join(each for each in name if unicodedata.category(each) not in TURNS_WORDS)
    stem = kept.replace("\\", "/").rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    stem = NOT_IN_A_NAME.sub(" ", stem).strip(" .")[: LONGEST_NAME - len(ending) - 1].strip(" .")
    return f"{stem or 'fil'}.{ending}"
