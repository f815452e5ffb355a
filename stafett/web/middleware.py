"""What every answer gets on its way in and out: headers, municipality, language."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.http import escape_leading_slashes

from stafett.identity.request import Request
from stafett.people.models import Person

from . import language as languages
from .errors import bad_request
from .place import place_for

GetResponse = Callable[[Request], HttpResponseBase]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",  # data: is for the design system's own icons
        "connect-src 'self'{live}",
        "form-action 'self'{leads_to}",
        "base-uri 'none'",
        "frame-ancestors {framed_by}",
    )
)
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Nothing of a log stays behind on a shared machine, not even behind the Back button.
NEVER_KEPT = "private, no-store"


def content_security_policy(leads_to: str = "", framed_by: Sequence[str] = ()) -> str:
    """Files of ours alone; and the live pages' process, where it has an address of its own. A page
    may say that its form leads on to a place outside, or that others may show it in a frame.
    """
    address = settings.STAFETT_LIVE_ADDRESS
    return CONTENT_SECURITY_POLICY.format(
        live=f" {address}" if address else "",
        leads_to=f" {leads_to}" if leads_to else "",
        framed_by=" ".join(framed_by) or "'none'",
    )


def security_headers(get_response: GetResponse) -> GetResponse:
    """Strict headers on everything; what is not a public file is never stored."""

    def middleware(request: Request) -> HttpResponseBase:
        response = get_response(request)
        framed_by = getattr(request, "framed_by", ())
        policy = content_security_policy(getattr(request, "leads_to", ""), framed_by)
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if framed_by:
            del response.headers["X-Frame-Options"]
        response.headers.setdefault("Cache-Control", NEVER_KEPT)
        return response

    return middleware


def not_too_large(get_response: GetResponse) -> GetResponse:
    """Refuse more than every form's files together before any of it is taken in or written down.

    It stands before all that knows people: a slow sender holds nothing of the database.
    """

    def middleware(request: Request) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) <= settings.STAFETT_LARGEST_BODY:
            return get_response(request)
        cookie, accepted = request.COOKIES.get(_cookie(), ""), "HTTP_ACCEPT_LANGUAGE"
        code = languages.wanted("", cookie, request.META.get(accepted, ""))
        with translation.override(code):
            return bad_request(request, RequestDataTooBig())

    return middleware


def no_nul(get_response: GetResponse) -> GetResponse:
    """Refuse addresses with a NUL in them, which no text in the database can hold."""

    def middleware(request: Request) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            return bad_request(request)
        return get_response(request)

    return middleware


def municipality(get_response: GetResponse) -> GetResponse:
    """Sets `request.place`: the municipality whose name stands on the page, or None."""

    def middleware(request: Request) -> HttpResponseBase:
        request.place = place_for(request.session)
        return get_response(request)

    return middleware


def language(get_response: GetResponse) -> GetResponse:
    """Everything inside speaks the person's language; `?sprak=nn` changes it and is kept."""

    def middleware(request: Request) -> HttpResponseBase:
        person: Person | None = request.person
        if languages.PARAMETER in request.GET and request.method in ("GET", "HEAD"):
            return _keep_choice(request, person)
        code = languages.wanted(
            person.language if person else "",
            request.COOKIES.get(_cookie(), ""),
            request.META.get("HTTP_ACCEPT_LANGUAGE", ""),
        )
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def _keep_choice(request: Request, person: Person | None) -> HttpResponseBase:
    """Go to the same address without the parameter, in the chosen language from now on."""
    query = request.GET.copy()
    code = query.pop(languages.PARAMETER)[-1]
    address = escape_leading_slashes(request.path)
    response = HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)
    if str(code) not in languages.CODES:
        return response
    if person:
        Person.objects.filter(pk=person.pk).update(language=code)
    response.set_cookie(
        _cookie(),
        str(code),
        max_age=languages.KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _cookie() -> str:
    return f"{settings.STAFETT_COOKIE_PREFIX}{languages.PARAMETER}"
