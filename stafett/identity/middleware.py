"""The second wall's door: every request is one transaction that carries the person's id."""

import re
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from stafett.book.wall import acting_as, see_as, see_own_log_alone
from stafett.people import look_ups

from .models import SignedIn
from .request import Request
from .session import end, here, person_id
from .youth import still_young

GetResponse = Callable[[Request], HttpResponseBase]
SESSION_KEY = re.compile(r"[a-z0-9]{32,40}")


class PersonWall:
    """Sets `request.person` and `signed_in`, and keeps all of a request in one transaction.

    What fails leaves nothing behind: an exception, and an answer of 500 and above, roll back.
    After that nothing can be asked of the database, so error pages ask nothing. That the
    population register was asked is kept all the same. Who has signed in with a code alone is let
    in to the own log and to nothing else, by the pages' rules and by the database's (I2).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        claimed = person_id(request.session)
        with look_ups.kept(claimed), acting_as(claimed):
            request.signed_in = _here(request) if claimed else None
            request.person = request.signed_in.person if request.signed_in else None
            if request.person:
                request.person.found = {}
            request.was = None
            if claimed and request.person is None:
                request.was = claimed
                end(request.session)
                see_as(None)
            if request.signed_in and request.signed_in.by_code:
                if not still_young(request):
                    return _too_old(request)
                request.signed_in.person.own_log_alone = True
                see_own_log_alone(alone=True)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            else:
                _keep_session(request)
            return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Whatever a view raises, half a change is never kept."""
        transaction.set_rollback(True)


def _too_old(request: Request) -> HttpResponseBase:
    """On the birthday that asks for an eID a sign-in by code ends, wherever it was (Z11)."""
    end(request.session)
    request.person = request.signed_in = None
    see_as(None)
    return redirect("youth_too_old")


def _keep_session(request: Request) -> None:
    """What a page leaves in the session of its reader («It is saved») is kept with all else it
    does, and not in a transaction after it. A new session, and one that was ended meanwhile, is
    Django's to tell the browser of."""
    session, sent = request.session, request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if transaction.get_rollback() or not session.modified or not sent:
        return
    if session.session_key != sent:
        return
    with suppress(UpdateError):
        session.save()
        session.modified = False


def _here(request: Request) -> SignedIn | None:
    """A live page that fetches itself puts off no signing out."""
    return here(request.session, timezone.now(), used="Stafett-Live" not in request.headers)


def sound_session_cookie(get_response: GetResponse) -> Callable[[Request], HttpResponseBase]:
    """Drop a session cookie that Stafett never gave out, before the database is asked for it.

    A NUL in it, which a cookie may carry as `\\000`, would be a server error.
    """

    def middleware(request: Request) -> HttpResponseBase:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if key is not None and not SESSION_KEY.fullmatch(key):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return get_response(request)

    return middleware
