"""Pictures as they are printed: small enough to be sent, large enough to be seen."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from stafett.logs.sniffing import PICTURES, QUALITY

LONGEST_SIDE = 1000  # pixels; the archive has the picture itself beside the print
WIDEST, HIGHEST = 120.0, 80.0  # millimetres
NATURAL = 25.4 / 120  # millimetres a pixel, of what need not be made smaller


@dataclass(frozen=True)
class OnPaper:
    """A picture, and how wide it is printed in millimetres."""

    content: bytes
    width: float


def on_paper(content: bytes) -> OnPaper | None:
    """A kept picture ready to be printed; None for what cannot be drawn."""
    try:
        picture = Image.open(BytesIO(content), formats=PICTURES)
        width, height = (NATURAL * side for side in picture.size)
        scale = min(1.0, WIDEST / width, HIGHEST / height)
        return OnPaper(_small(picture, content), width * scale)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None


def _small(picture: Image.Image, content: bytes) -> bytes:
    if max(picture.size) <= LONGEST_SIDE:
        return content
    kind = picture.format
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    picture.save(out, kind, quality=QUALITY)
    return out.getvalue()
