"""What the history page shows below an entry's sentence: short lines, and what people wrote."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from stafett.telling.words import Data, left_out, said

LINES: Mapping[str, Promise | str] = {
    "named": gettext_lazy("Who would see the log: %(value)s"),
    "responsible": gettext_lazy("Responsible: %(value)s"),
    "invited": gettext_lazy("Invited: %(value)s"),
    "added": gettext_lazy("Invited now: %(value)s"),
    "out": gettext_lazy("No longer invited: %(value)s"),
    "deadline": gettext_lazy("Deadline: %(value)s"),
    "result": "%(value)s",
    "feeling": "%(value)s",
    "way": "%(value)s",
    "next": "%(value)s",
    "resource_team": gettext_lazy("In the resource team: %(value)s"),
    "tried": gettext_lazy("Measures where the child is every day: %(value)s"),
    "heard": gettext_lazy("Heard: %(value)s"),
    "onwards": "%(value)s",
    "team": gettext_lazy("Asked for advice: %(value)s"),
    "was": gettext_lazy("Before: «%(value)s»"),
}
TEXTS: Mapping[str, Promise | str] = {
    "takes_part": gettext_lazy("How the child takes part"),
    "judgement": gettext_lazy("What you have judged"),
    "best_interests": gettext_lazy("What is best for the child"),
    "needs": gettext_lazy("Interpreter or other ways to talk"),
    "safe_way": gettext_lazy("A safe way to say that something does not work"),
    "view": gettext_lazy("How the child can say what it thinks"),
    "word": "",
    "concern": gettext_lazy("What you wonder or worry about"),
    "shared": gettext_lazy("What you agree on"),
    "text": "",
    "comment": "",
    "why": "",
    "note": "",
}


def lines(verb: str, data: Data | None) -> list[str]:
    """What the sentence leaves out, in a few words each."""
    left = left_out(verb, data)
    told_of = [(name, words) for name, words in LINES.items() if left.get(name)]
    return [str(words) % {"value": said(name, left[name])} for name, words in told_of]


def texts(verb: str, data: Data | None) -> list[tuple[str, str]]:
    """What people wrote, as they wrote it, each with the words above it, if it needs any."""
    left = left_out(verb, data)
    return [(str(words), str(left[name])) for name, words in TEXTS.items() if left.get(name)]
