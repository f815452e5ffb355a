"""To ID-porten and back, and the pages for those who come for the first time (I1, I3, R1)."""

from hashlib import sha256
from time import time
from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import idporten
from .guard import signed_in
from .idporten_asking import Question, ask, new_question, token_for
from .idporten_entry import Entered, come_in
from .idporten_out import keep_hint
from .idporten_provider import Provider, ProviderDown, provider
from .idporten_trust import LONGEST, Expected, NotTrusted, read
from .idporten_words import REFUSALS, UNAVAILABLE
from .request import Request, SignedInRequest
from .session import UNDER_WAY, WAY_IN
from .views import go_on, home_of, then_of

WHY = "grunn"
WAITING = 3  # questions of one browser at once: as many tabs
ANSWERED_WITHIN = 20 * 60  # seconds
VISITORS = 60 * 60  # seconds that a visitor's session is kept
SPOKEN = ("nb", "nn", "en", "se")  # by ID-porten
ERRORS = {"access_denied": "cancelled", "unmet_authentication_requirements": "level"}


@require_safe
def start(request: Request) -> HttpResponse:
    """Lead on to ID-porten. `igjen`: whoever is signed in shows the ID once more."""
    if not idporten.is_set_up():
        return redirect("start")
    us, there = _both()
    anew = str(request.person.pk) if request.person and "igjen" in request.GET else ""
    question = new_question(then_of(request), time(), anew)
    try:
        address = ask(us, there, question, _language())
    except ProviderDown:
        return _refused(request, "down", question.then)
    if request.person is None:
        request.session.set_expiry(VISITORS)
    waiting = list(request.session.get(UNDER_WAY, []))[1 - WAITING :]
    request.session[UNDER_WAY] = [*waiting, question.as_kept()]
    return redirect(address)


@require_safe
def back(request: Request) -> HttpResponse:
    """ID-porten's answer: signed in, or a page that says why not and what to do."""
    if not idporten.is_set_up():
        return redirect("start")
    us, there = _both()
    if "state" not in request.GET and (kind := request.GET.get(WHY)) in REFUSALS:
        return _refused(request, kind, "")  # the same page in another language
    question = _taken(request.session, request.GET.get("state", ""))
    if question is None:
        return _refused(request, "lost", "")
    try:
        entered = _entered(request, us, there, question)
    except ProviderDown:
        return _refused(request, "down", question.then)
    except NotTrusted as refusal:
        return _refused(request, refusal.kind, question.then)
    if entered.first:
        on = urlencode({"neste": question.then}) if question.then else ""
        return go_on(request, f"{reverse('welcome')}?{on}" if on else reverse("welcome"))
    return go_on(request, question.then)


@require_safe
def first_time(request: Request) -> HttpResponse:
    """Before the first sign-in: what an electronic ID is, and what to do without one."""
    context = {"then": then_of(request), "idporten": idporten.is_set_up()}
    return render(request, "identity/first_time.html", context)


@require_safe
@signed_in
def welcome(request: SignedInRequest) -> HttpResponse:
    """After the first sign-in: where one is now, in short."""
    return render(request, "identity/welcome.html", {"on": then_of(request) or home_of(request)})


@require_safe
def way_in(request: Request, token: str) -> HttpResponse:
    """The link that somebody from outside the municipality has got: remembered as a hash, and led
    on where the address no longer tells it."""
    request.session[WAY_IN] = sha256(token.encode()).hexdigest()
    return redirect("first_time")


def _entered(request: Request, us: idporten.Client, there: Provider, question: Question) -> Entered:
    """Raises NotTrusted and ProviderDown."""
    sender = request.GET.get("iss")
    named = there.document().get("authorization_response_iss_parameter_supported")
    if (sender or named) and sender != us.issuer:
        raise NotTrusted("issuer")
    if error := request.GET.get("error"):
        if error in ERRORS:
            raise NotTrusted(ERRORS[error])
        raise ProviderDown("it answers with an error")
    code = request.GET.get("code", "")
    if not 0 < len(code) <= LONGEST:
        raise NotTrusted("broken")
    token = token_for(us, there, code, question)
    since = question.asked_at if question.anew else None
    expected = Expected(us.issuer, us.client_id, question.nonce, idporten.HIGH, since)
    shown = read(token, there.key, expected, time())
    browser = request.headers.get("User-Agent", "")
    entered = come_in(request.session, shown, browser, question.anew)
    keep_hint(request.session, token)
    return entered


def _both() -> tuple[idporten.Client, Provider]:
    """Us and them, where ID-porten is set up."""
    us = idporten.client()
    return us, provider(us.issuer)


def _taken(session: SessionBase, state: str) -> Question | None:
    """The question that this is the answer to; it is answered once. None for another browser's, an
    unknown and an old one."""
    waiting = [Question(**each) for each in session.get(UNDER_WAY, [])]
    found = next((each for each in waiting if state and each.state == state), None)
    if found is None:
        return None
    session[UNDER_WAY] = [each.as_kept() for each in waiting if each is not found]
    return found if time() - found.asked_at < ANSWERED_WITHIN else None


def _refused(request: Request, kind: str, then: str) -> HttpResponse:
    told = REFUSALS[kind]
    context = {"told": told, "code": kind, "then": then, "language_query": f"{WHY}={kind}"}
    answer = render(request, "identity/idporten_refused.html", context, status=told.status)
    if told.status == UNAVAILABLE:
        answer.headers["Retry-After"] = "300"
    return answer


def _language() -> str:
    now = get_language() or ""
    return now if now in SPOKEN else "nb"
