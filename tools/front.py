"""Copies what the pages use of the front-end packages into `var/front/`: `python -m tools.front`.

The files are served as they are, under names with a hash (`collectstatic`); there is no bundler.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from stafett.logs.picture_names import IN_THE_SET, NAMES
from tools.environment import ROOT, var

MODULES = ROOT / "node_modules"
SET = "@iconify-json/fluent-emoji-flat/icons.json"
SYSTEM = "@digdir/designsystemet"
FILES = {
    "designsystemet/index.js": f"{SYSTEM}-web/dist/umd/index.js",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
} | {
    # The rarest letters; the others are in `stafett/web/static/inter`, see `tools.fonts`.
    f"inter/{name}": f"@fontsource/inter/files/{name}"
    for name in (f"inter-latin-ext-{weight}-normal.woff2" for weight in (400, 500, 600))
}
# The design system's parts that pages use, in its own order and layers: less than half of it all.
# A part more is a name more; `tests/web/test_styles.py` says which is missing.
STYLES = f"{SYSTEM}-css/dist/src"
THEME = f"{SYSTEM}-css/dist/theme/designsystemet.css"
LAYERS = "@layer ds.theme, ds.base, ds.components;"
PARTS = {
    "base": ("base", "heading", "label", "paragraph", "validation-message"),
    "components": (
        *("link", "data-size-workaround", "button", "input", "field", "fieldset", "alert"),
        *("skip-link", "details", "list", "dropdown", "tag", "error-summary", "table"),
        *("breadcrumbs", "avatar"),
    ),
}
# The maps are for the packages' own developers; a name without its file stops `collectstatic`.
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*\Z")


def main() -> None:
    """Make the folder anew, whole or not at all."""
    front = var() / "front"
    fresh = front.with_name("front.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, source in FILES.items():
        copy(MODULES / source, fresh / name)
    (fresh / "designsystemet" / "designsystemet.css").write_text(styles())
    pictures(fresh / "pictures")
    shutil.rmtree(front, ignore_errors=True)
    fresh.rename(front)


def styles() -> str:
    """The design system's style sheet and its theme, as one file."""
    parts = [
        f"@layer ds.{layer}{{{(MODULES / STYLES / f'{name}.css').read_text()}}}"
        for layer, names in PARTS.items()
        for name in names
    ]
    return "\n".join([LAYERS, *parts, (MODULES / THEME).read_text()])


def pictures(folder: Path) -> None:
    """The pictures that may be chosen, each a file; the set itself has three thousand."""
    drawn = json.loads((MODULES / SET).read_text())
    side = drawn["height"]
    folder.mkdir(parents=True)
    for name in sorted(NAMES):
        box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        body = drawn["icons"][IN_THE_SET.get(name, name)]["body"]
        (folder / f"{name}.svg").write_text(f"<svg {box}>{body}</svg>\n")


def copy(source: Path, target: Path) -> None:
    """Copy one file. Exits with a sentence when the package does not have it."""
    if not source.exists():
        sys.exit(f"{source.relative_to(ROOT)} is missing: run `make setup`.")
    content = source.read_bytes()
    if source.suffix == ".js":
        content = SOURCE_MAP.sub(b"\n", content)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    main()
