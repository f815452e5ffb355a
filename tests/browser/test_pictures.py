"""Pictures of the pages, in `var/pictures`; `make pictures` (STAFETT_PICTURES=docs) makes those of
the docs and of the help anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from stafett.web.help_texts import PICTURES, text
from stafett.web.help_topics import TOPICS
from stafett.web.language import CODES
from tests.browser.help_pictures import LARGEST as LARGEST_IN_HELP
from tests.browser.help_pictures import SHOWN, alike, take
from tests.browser.places import Places
from tools import environment

LARGEST = 200_000  # bytes: a reader's telephone loads them


def folder() -> Path:
    """Where the pictures go."""
    if os.environ.get("STAFETT_PICTURES") == "docs":
        return environment.ROOT / "docs" / "pictures"
    return environment.var() / "pictures"


@pytest.mark.slow
def test_the_log_page_for_the_readme(open_browser: Callable[..., Page], site: str) -> None:
    places, page = Places(site), open_browser(1280, 1000)
    places.enter(page.context, "Marte Lunde")
    page.goto("/min-side/")
    page.get_by_role("link", name="Elias Lunde Berg").first.click()
    page.get_by_role("heading", level=1, name="Elias Lunde Berg").wait_for()
    page.evaluate("() => document.fonts.ready")
    path = folder() / "log.png"
    page.screenshot(path=path)
    assert 20_000 < path.stat().st_size < LARGEST


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.requirement("S1", "S2")
def test_the_helps_pictures_are_of_the_pages_as_they_are(
    open_browser: Callable[..., Page], site: str
) -> None:
    places = Places(site)
    page = open_browser(360, 800, is_mobile=True, has_touch=True, device_scale_factor=2)
    anew = os.environ.get("STAFETT_PICTURES") == "docs"
    into = PICTURES if anew else environment.var() / "pictures" / "help"
    into.mkdir(parents=True, exist_ok=True)
    for topic, shown in SHOWN.items():
        taken = take(page, places, shown)
        assert len(taken) < LARGEST_IN_HELP, topic
        (into / f"{topic}.webp").write_bytes(taken)
        assert alike(topic, taken), f"{topic} looks another way now: run make pictures"


def test_every_picture_of_the_help_is_said_in_words() -> None:
    for topic in TOPICS:
        for language in CODES:
            assert bool(text(topic, language).picture) == (topic in SHOWN), f"{topic} {language}"
    assert {path.stem for path in PICTURES.glob("*.webp")} == set(SHOWN)
