"""The guide's own headings, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADINGS: Mapping[str, Promise | str] = {
    "what": _("This is what you do"),
    "who": _("Who is responsible"),
    "child": _("This is how the child takes part"),
    "guardians": _("This is how the guardians take part"),
    "tools": _("Tools"),
    "on": _("What leads on"),
    "ends": _("What ends it"),
}


def heading(key: str) -> Promise | str:
    """The heading of a section of a step."""
    return HEADINGS[key]
