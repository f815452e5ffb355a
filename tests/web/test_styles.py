"""Of the design system pages are sent the parts they use, and no page uses another (S1)."""

import re
from collections.abc import Iterator

import pytest

from tools import environment, front

STAFETT = environment.ROOT / "stafett"
PACKAGE = front.MODULES / front.STYLES
WRITTEN = re.compile(r"\bds-([a-z]+(?:-[a-z]+)*)")
# Names within another part's file, and words that are no class of the design system.
WITHIN = {"sr-only": "base", "floating": "base", "field-affix": "field", "field-affixes": "field"}
SENT = {name for names in front.PARTS.values() for name in names}
ALL = {path.stem for path in PACKAGE.glob("*.css")}


def used() -> Iterator[tuple[str, str]]:
    """The design system's parts by name, and the file that names them."""
    for pattern in ("*/templates/**/*.html", "**/*.py", "*/static/**/*.js"):
        for path in STAFETT.glob(pattern):
            for name in WRITTEN.findall(path.read_text()):
                part = WITHIN.get(name, name)
                if part in ALL:
                    yield part, f"{path.relative_to(STAFETT)}: ds-{name}"


def test_what_a_page_uses_is_sent() -> None:
    missing = sorted({where for part, where in used() if part not in SENT})
    assert not missing, missing


def test_what_is_sent_is_used_by_a_page() -> None:
    # Grounds of the others, that no page names.
    grounds = {"base", "data-size-workaround", "heading", "paragraph"}
    assert {part for part, _where in used()} >= SENT - grounds


@pytest.mark.parametrize("what", ["data-tooltip", "<dialog", "<ds-", "<u-", 'popover="'])
def test_what_has_a_part_of_its_own_without_a_class(what: str) -> None:
    """Rules that are found by an attribute or an element, and not by a class."""
    known = {"<ds-": {"<ds-breadcrumbs", "<ds-error-summary", "<ds-field"}}.get(what, set())
    found = {
        match[0]
        for path in STAFETT.glob("*/templates/**/*.html")
        for match in re.finditer(rf"{what}[\w-]*", path.read_text())
    }
    assert found <= known
