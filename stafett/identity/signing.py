"""Whether somebody has shown an electronic ID lately enough, and of high enough level, to sign."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from .idporten import HIGH
from .models import SignedIn

LATELY = timedelta(minutes=15)
NAME = 30  # characters of a method's name that a signature has room for


def has_eid(here: SignedIn) -> bool:
    """Whether it was an electronic ID of the level that signs; never the young's own passwords."""
    return here.acr == HIGH


def signs(here: SignedIn, *, training: bool) -> bool:
    """Whether who has signed in so may sign: with that ID, or, where everybody is fictional, as one
    chosen from the list."""
    return has_eid(here) or (training and not here.acr and not here.by_code)


def shown_lately(here: SignedIn, now: datetime) -> bool:
    """Whether that was a short while ago: nobody signs at a machine that somebody has left."""
    return here.shown_at is not None and now - here.shown_at <= LATELY


def show_again(then: str) -> str:
    """The address at which the ID is shown once more, on the way to `then`."""
    return f"{reverse('idporten_start')}?{urlencode({'igjen': '1', 'neste': then})}"


def method(here: SignedIn) -> str:
    """The electronic ID by its name, as it was given."""
    given = here.amr if isinstance(here.amr, list) else [here.amr]
    return ", ".join(str(each) for each in given if each)[:NAME] or "ID-porten"
