"""Which language a page speaks."""

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

PARAMETER = "sprak"  # in the address and as the cookie
KEPT_SECONDS = 365 * 24 * 60 * 60
CODES = tuple(code for code, _ in settings.LANGUAGES)
# Each language by its own name, for the menu.
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
DEFAULT = "nb"


def wanted(chosen: str, cookie: str, accepted: str) -> str:
    """The person's own choice, else this machine's, else what the browser asks for, else bokmål."""
    for code in (chosen, cookie):
        if code in CODES:
            return code
    return _first_spoken(accepted) or DEFAULT


def _first_spoken(accepted: str) -> str | None:
    for tag, _ in parse_accept_lang_header(accepted):
        code = tag.split("-")[0].lower()
        code = DEFAULT if code == "no" else code
        if code in CODES:
            return code
    return None
