"""Signing in and out."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stafett.book.errors import Refused

from . import actions, idporten
from .forms import SignInForm
from .idporten_out import Leaving, sign_out_there
from .models import LONGEST
from .request import Request
from .session import INVITATION, end
from .throttle import TooMany
from .where import address_of

MY_PAGE, INVITATION_PAGE = "/min-side/", "/invitasjon/"  # lie in rooms above this one
DIGITS_OF_AN_ID = 18


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The page with user name and password; leads on to where the person was going."""
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.sign_in_with_password(
                request.session, **form.cleaned_data, machine=_machine(request)
            )
        except TooMany as refusal:
            form.add_error(None, str(refusal))
            answer = _sign_in_page(request, form, status=429)
            answer.headers["Retry-After"] = str(refusal.seconds)
            return answer
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_on(request, then_of(request))
    return _sign_in_page(request, form, status=422 if form.errors else 200)


@require_POST
def sign_in_as(request: Request) -> HttpResponse:
    """Sign in as one of the fictional people on the start page."""
    chosen = request.POST.get("account", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) <= DIGITS_OF_AN_ID):
        raise Http404
    account = actions.training_account(int(chosen))
    if account is None:
        raise Http404
    actions.sign_in_as(request.session, account, _machine(request))
    return go_on(request, then_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: Request) -> HttpResponse:
    """Ask once, then end the session here. Nothing of it is left on the machine."""
    if request.method != "POST" and request.person is not None:
        return render(request, "identity/sign_out.html")
    leaving = sign_out_there(request.session) if request.method == "POST" else None
    if request.method == "POST":
        end(request.session)
    answer = _sign_out_there_too(request, leaving) if leaving else redirect("signed_out")
    answer.delete_cookie(_until())
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _sign_out_there_too(request: Request, leaving: Leaving) -> HttpResponse:
    """Its form is sent by itself; without scripts one presses the button."""
    request.leads_to = leaving.origin
    return render(request, "identity/sign_out_there.html", {"leaving": leaving})


@require_safe
def signed_out(request: Request) -> HttpResponse:
    """The receipt of having signed out."""
    return render(request, "identity/goodbye.html")


def _sign_in_page(request: Request, form: SignInForm, status: int) -> HttpResponse:
    context = {"form": form, "then": then_of(request), "idporten": idporten.is_set_up()}
    return render(request, "identity/sign_in.html", context, status=status)


def _until() -> str:
    return f"{settings.STAFETT_COOKIE_PREFIX}innlogget_til"


def _machine(request: Request) -> actions.Machine:
    return actions.Machine(address_of(request), request.headers.get("User-Agent", ""))


def go_on(request: Request, then: str) -> HttpResponse:
    """After signing in: to where the person was going, to the invitation that waits, or home."""
    rotate_token(request)
    answer = redirect(then or home_of(request))
    # For the warning before it (WCAG 2.2.1); the limit itself is kept by the server.
    until = round((timezone.now() + LONGEST).timestamp() * 1000)
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(_until(), str(until), secure=secure, samesite="Lax")
    return answer


def home_of(request: Request) -> str:
    """Where somebody goes who was on the way to no special page."""
    return INVITATION_PAGE if request.session.get(INVITATION) else MY_PAGE


def then_of(request: Request) -> str:
    """The address of this site that the person was on the way to, or nothing."""
    then = request.POST.get("neste") or request.GET.get("neste") or ""
    safe = url_has_allowed_host_and_scheme(
        then, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return then if safe else ""
