"""Signing out in both places: there when it is done here, and here when it is done there (R1)."""

from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseGone
from django.views.decorators.http import require_safe

from . import idporten
from .idporten_provider import ProviderDown, origin, provider
from .request import Request
from .session import HINT


def keep_hint(session: SessionBase, token: str) -> None:
    """Keep ID-porten's token for the sign-out. It names a person, so it is sealed."""
    session[HINT] = _ring().encrypt(token.encode()).decode()


@dataclass(frozen=True)
class Leaving:
    """What ID-porten is sent to end its own session: by POST, since the token names a person and
    an address is kept in many places."""

    address: str
    token: str = field(repr=False)
    after: str

    @property
    def origin(self) -> str:
        """The place that the form leads to."""
        return origin(self.address)


def sign_out_there(session: SessionBase) -> Leaving | None:
    """What signs the person out at ID-porten too, and leads back; None where nothing does."""
    sealed = session.get(HINT)
    if not sealed or not idporten.is_set_up():
        return None
    us = idporten.client()
    try:
        address = provider(us.issuer).address("end_session_endpoint")
        token = _ring().decrypt(sealed).decode()
    except (ProviderDown, InvalidToken):
        return None  # signed out here all the same
    return Leaving(address, token, us.after_sign_out)


@require_safe
def from_there(request: Request) -> HttpResponse:
    """ID-porten tells in a frame, without any cookie of ours, which of its sessions has ended.

    Asked again it answers the same, and the same for one that never was.
    """
    if not idporten.is_set_up():
        return HttpResponseGone()
    us = idporten.client()
    request.framed_by = provider(us.issuer).origins()
    sid = request.GET.get("sid", "")
    if request.GET.get("iss") != us.issuer or not sid:
        return HttpResponseBadRequest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT end_signed_in_by(%s)", [sid])
    return HttpResponse()


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.NUMBER_SEALS])
