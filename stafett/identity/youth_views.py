"""The pages on which the young sign in (I2). None tells whether a user name is known."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused

from . import youth_choosing, youth_sign_in
from .actions import Machine
from .models import CodeWay
from .request import Request
from .throttle import TooMany
from .views import go_on, then_of
from .where import address_of
from .youth_forms import CodeForm, YouthSignInForm
from .youth_sign_in import NotWaiting, TooOld

UNPROCESSABLE, TOO_MANY, GONE = 422, 429, 410
View = Callable[..., HttpResponse]


def youth_page(view: View) -> View:
    """What has waited too long, and who has become too old, meet a page that says what to do."""

    @never_cache
    @wraps(view)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotWaiting:
            return render(request, "identity/youth_gone.html", status=GONE)
        except TooOld:
            return redirect("youth_too_old")

    return guarded


@youth_page
@require_http_methods(["GET", "HEAD", "POST"])
def youth_sign_in_page(request: Request) -> HttpResponse:
    """User name and password."""
    form = YouthSignInForm(request.POST if request.method == "POST" else None)
    status = UNPROCESSABLE if form.errors else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            youth_sign_in.give_password(request.session, **said, machine=machine_of(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
        else:
            return redirect("youth_code")
    return render(request, "identity/youth_sign_in.html", {"form": form}, status=status)


@youth_page
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Request) -> HttpResponse:
    """The code, or another one."""
    now = youth_sign_in.waiting(request.session)
    form, status = CodeForm(), 200
    if "again" in request.POST:
        try:
            youth_sign_in.send_again(request.session)
        except TooMany as refusal:
            form = CodeForm({})
            form.errors.clear()
            form.add_error(None, str(refusal))
            status = TOO_MANY
        else:
            return redirect("youth_code")
    elif request.method == "POST":
        form = CodeForm(request.POST)
        status = UNPROCESSABLE
        if form.is_valid():
            said, machine = form.cleaned_data["code"], machine_of(request)
            try:
                youth_sign_in.give_code(request.session, said, machine)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                return go_on(request, then_of(request))
    first = bool(now.link)
    context = {"form": form, "way": now.way, "ways": CodeWay, "first": first}
    if first and now.way == CodeWay.APP:
        context["secret"] = youth_choosing.app_secret(request.session)
    return render(request, "identity/youth_code.html", context, status=status)


@require_safe
def too_old(request: Request) -> HttpResponse:
    """Who has filled the years from which an eID is needed."""
    return render(request, "identity/youth_too_old.html")


def machine_of(request: Request) -> Machine:
    """Which machine tries are counted by."""
    return Machine(address_of(request), request.headers.get("User-Agent", ""))


def status_of(refusal: Refused) -> int:
    """What a refused form is answered with."""
    return TOO_MANY if isinstance(refusal, TooMany) else UNPROCESSABLE
