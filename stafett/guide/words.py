"""The headings of a step in the reader's language, and for those who write in theirs.

A text is stored with the headings' keys, so that they follow the reader.
"""

import re
from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .content import LANGUAGES

HEADINGS: Mapping[str, Promise | str] = {
    "what": _("This is what you do"),
    "who": _("Who is responsible"),
    "child": _("This is how the child takes part"),
    "guardians": _("This is how the guardians take part"),
    "tools": _("Tools"),
    "on": _("What leads on"),
    "ends": _("What ends it"),
}
HEADED = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


def heading(key: str) -> Promise | str:
    """The heading of a section of a step."""
    return HEADINGS[key]


def with_words(text: str, language: str) -> str:
    """A stored text as it is written: with the headings' words in its language."""
    with override(language):
        said = {key: str(words) for key, words in HEADINGS.items()}
    return HEADED.sub(lambda found: f"## {said.get(found[1], found[1])}", text)


def with_keys(text: str) -> str:
    """A text as it is stored; a heading that is none of ours stays as it is."""
    keys = _keys()
    return HEADED.sub(lambda found: f"## {keys.get(found[1].casefold(), found[1])}", text)


@cache
def _keys() -> Mapping[str, str]:
    """Each heading's words in every language, and its key."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            found |= {str(words).casefold(): key for key, words in HEADINGS.items()}
    return found
