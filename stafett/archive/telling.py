"""An entry as the print tells it: the sentence, and below it all that the sentence leaves out."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from stafett.telling import words
from stafett.telling.words import Data

# In the order in which it is told.
REST: Mapping[str, Promise | str] = {
    "people": gettext_lazy("Who: %(value)s"),
    "named": gettext_lazy("Who is to see the log: %(value)s"),
    "responsible": gettext_lazy("Responsible: %(value)s"),
    "deadline": gettext_lazy("Deadline: %(value)s"),
    "result": "%(value)s.",
    "next": "%(value)s.",
    "resource_team": gettext_lazy("In the resource team: %(value)s"),
    "tried": gettext_lazy("Measures where the child is every day: %(value)s"),
    "heard": gettext_lazy("Heard: %(value)s"),
    "onwards": "%(value)s.",
    "was": gettext_lazy("Before: «%(value)s»"),
    **dict.fromkeys(("word", "concern", "shared", "text", "comment", "why", "note"), "%(value)s"),
}


def told(verb: str, data: Data | None) -> list[str]:
    """The sentence, and the rest. Never an error."""
    return [words.told(verb, data), *_rest(words.left_out(verb, data))]


def _rest(left: Data) -> Iterator[str]:
    for name, around in REST.items():
        if left.get(name):
            yield str(around) % {"value": words.said(name, left[name])}
