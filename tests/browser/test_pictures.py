"""Pictures of the pages, in `var/pictures`; with STAFETT_PICTURES=docs those of the docs anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

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
