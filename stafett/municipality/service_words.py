"""What is written of a service, in the reader's language.

Where an address is protected the kind of service is stored instead of its name, by the database
too: in bokmål, as the names of services are. That word is the kind's key; nobody else's name for a
service is translated.
"""

from functools import cache

from django.utils.translation import override

from .models import UnitKind

STORED_IN = "nb"


def kind_words(kind: UnitKind) -> str:
    """«School», as a line of its own begins."""
    words = str(kind.label)
    return words[:1].upper() + words[1:]


def service_words(stored: str) -> str:
    """A service's name as it is; a kind of service in the language that is read."""
    kind = _kinds().get(stored)
    return kind_words(kind) if kind else stored


@cache
def _kinds() -> dict[str, UnitKind]:
    with override(STORED_IN):
        return {kind_words(kind): kind for kind in UnitKind}
