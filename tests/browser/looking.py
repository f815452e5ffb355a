"""What a browser test asks of a page: is it accessible, and how does it look?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tools import environment

AXE = environment.ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# In the dark only the colours are others.
SCHEMES = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}
Enter = Callable[[Page, str], Page]  # the fixture `enter`


def axe(page: Page) -> None:
    """No finding by axe-core (WCAG 2.2 AA and best practice), in light and in dark."""
    page.wait_for_load_state()
    found = []
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE.read_text())
        result = page.evaluate("rules => axe.run({runOnly: rules})", rules)
        found += [_told(violation, scheme) for violation in result["violations"]]
    page.emulate_media(color_scheme="light")
    assert not found, f"axe-core on {page.url}:\n" + "\n".join(found)


def _told(violation: dict[str, Any], scheme: str) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}\n"
        f"      {node['failureSummary']}"
        for node in violation["nodes"]
    ]
    return "\n".join([f"  {violation['id']} ({scheme}): {violation['help']}", *places])


def screenshot(page: Page, name: str, scheme: str = "light") -> Path:
    """A picture of the whole page in `var/pictures/NAME.png`."""
    page.wait_for_load_state()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    path = environment.var() / "pictures" / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def no_sideways_scrolling(page: Page) -> None:
    """Nothing is wider than the window."""
    page.wait_for_load_state()
    wide = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1], f"{page.url} is {wide[0]} px wide in a window of {wide[1]} px"
