"""The municipality whose name stands on the page."""

from django.contrib.sessions.backends.base import SessionBase

from stafett.identity.session import Place, place, place_of
from stafett.municipality.models import Municipality


def place_for(session: SessionBase) -> Place | None:
    """The one the person signed in to; for a visitor the first by name (a query).

    None when nothing is set up yet.
    """
    known = place(session)
    if known is not None:
        return known
    first = Municipality.objects.order_by("name").first()
    return place_of(first) if first else None
