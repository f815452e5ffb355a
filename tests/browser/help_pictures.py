"""What the help's pictures show: for each topic one part of a page, on a telephone, in light."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, expect

from stafett.web.help_texts import PICTURES
from tests.browser.addresses import ELIAS, MARTE, visits
from tests.browser.places import KARI, Places

LARGEST = 60_000  # bytes
# What may differ from the picture that is kept before it must be taken anew: words and dates wrap
# elsewhere tomorrow, but a part that has become twice as high looks another way.
SLACK = 0.4


class Shown(NamedTuple):
    """Somebody's page, and the part of it that is shown."""

    page: str
    who: str
    part: str


SHOWN = {
    "min-side": Shown("my_page", KARI, ".st-first"),
    "stafettpinnen": Shown("log", MARTE, ".st-baton"),
    "loggen": Shown("log", MARTE, ".st-status"),
    "plan": Shown("plan:rate", MARTE, "main form fieldset"),
    "tiltak": Shown("plan:evaluate", KARI, "main form fieldset"),
    "bli-spurt": Shown("consent:sign", MARTE, ".st-who tbody"),
    "rommet-mitt": Shown("voice:room", ELIAS, ".st-faces"),
    "motemodus": Shown("meetings:sitting_measure", KARI, "main form fieldset"),
}


def take(page: Page, places: Places, shown: Shown) -> bytes:
    """The part as it looks now, as WebP."""
    (visit, *_) = (
        each for each in visits(places) if (each.name, each.who) == (shown.page, shown.who)
    )
    places.enter(page.context, shown.who)
    page.goto(f"{visit.address}{'&' if visit.query else '?'}sprak=nb")
    part = page.locator(shown.part).first
    expect(part).to_be_visible()
    page.evaluate("() => document.fonts.ready")
    out = BytesIO()
    with Image.open(BytesIO(part.screenshot(animations="disabled"))) as taken:
        taken.convert("RGB").save(out, "WEBP", quality=82, method=6)
    return out.getvalue()


def alike(topic: str, taken: bytes) -> bool:
    """Whether the picture that is kept still has the proportions of the part."""
    now, kept = _height(taken), _height((PICTURES / f"{topic}.webp").read_bytes())
    return abs(now - kept) <= SLACK * now


def _height(picture: bytes) -> float:
    """As a part of the width."""
    with Image.open(BytesIO(picture)) as image:
        return image.height / image.width
