"""Stafett's own guide: the files in `content/`, read once.

A page's name: `level-1`, `step-1-2`, `tool-agenda`, `danger`, `before-consent`, `laws`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "content"
LANGUAGES = ("nb", "nn", "en")  # the first one has every page
TOOL = "tool-"
DANGER, BEFORE_CONSENT, LAWS = "danger", "before-consent", "laws"
APART = (DANGER, BEFORE_CONSENT, LAWS)


@cache
def ours(language: str) -> Mapping[str, str]:
    """Every page there is in a language, by name."""
    folder = FOLDER / language
    pages = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}
    tools = sorted((folder / "tools").glob("*.md"))
    return pages | {f"{TOOL}{path.stem}": path.read_text("utf-8") for path in tools}


def names() -> list[str]:
    """The names of all pages: in every language there is one of."""
    return sorted({name for language in LANGUAGES for name in ours(language)})


def our_text(page: str, language: str) -> tuple[str, str]:
    """Stafett's own text of a page and the language it is in: the one asked for, else the first
    that has it. Empty for a page that Stafett has not."""
    for each in (language, *LANGUAGES):
        if page in ours(each):
            return ours(each)[page], each
    return "", language
