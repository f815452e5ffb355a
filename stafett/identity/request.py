"""What a request carries here besides Django's own.

The middlewares set both for every view: `identity.middleware` the person, `web.middleware` the
municipality.
"""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from stafett.people.models import Person

from .models import SignedIn
from .session import Place


class Request(HttpRequest):
    """Anybody's request; `place` is the municipality whose name stands on the page."""

    person: Person | None
    signed_in: SignedIn | None
    place: Place | None
    was: UUID | None  # whose session it was that has just ended
    leads_to: str = ""  # the place outside to which this page's form leads on
    framed_by: Sequence[str] = ()  # the places whose pages may show this one in a frame
    typed_waits: bool = False  # what was sent is kept until the sign-in


class SignedInRequest(Request):
    """A request behind `guard.signed_in`."""

    person: Person
    signed_in: SignedIn
