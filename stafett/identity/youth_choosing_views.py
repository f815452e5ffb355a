"""The pages on which the young choose user name and password, with a link or a code on paper."""

import re

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.municipality.models import Municipality

from . import youth_choosing
from .request import Request
from .youth import token_hash
from .youth_choosing import LINK, Chosen
from .youth_forms import ChooseForm, PaperForm
from .youth_views import UNPROCESSABLE, machine_of, status_of, youth_page

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
CONFLICT = 409


@require_safe
def link(request: Request, token: str) -> HttpResponse:
    """Remember which link this is, and go where the address no longer tells it."""
    request.session[LINK] = token_hash(token) if TOKEN.fullmatch(token) else ""
    return redirect("youth_choose")


@youth_page
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request) -> HttpResponse:
    """The code that was given on paper."""
    form = PaperForm(request.POST if request.method == "POST" else None)
    status = UNPROCESSABLE if form.errors else 200
    if form.is_valid():
        try:
            typed, machine = form.cleaned_data["code"], machine_of(request)
            youth_choosing.give_paper_code(request.session, typed, machine)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
        else:
            return redirect("youth_choose")
    return render(request, "identity/youth_paper.html", {"form": form}, status=status)


@youth_page
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponse:
    """User name, password, and how the codes come."""
    who = youth_choosing.who_chooses(request.session)
    town = Municipality.objects.get(pk=who.municipality)
    texts = town.training or bool(settings.STAFETT_TEXTS)
    form = ChooseForm(request.POST if request.method == "POST" else None, texts=texts)
    status = UNPROCESSABLE if form.errors else 200
    if form.is_valid():
        said = form.cleaned_data
        chosen = Chosen(said["username"], said["password"], said["way"], said["reach"])
        try:
            youth_choosing.choose(request.session, chosen)
        except Conflict as refusal:
            form.add_error("username", str(refusal))
            status = CONFLICT
        except Refused as refusal:
            form.add_error("password", str(refusal))
            status = status_of(refusal)
        else:
            return redirect("youth_code")
    context = {"form": form, "name": who.given_name}
    return render(request, "identity/youth_choose.html", context, status=status)


@youth_page
@require_safe
def app_square(request: Request) -> HttpResponse:
    """The square that the app reads, once: while the first code is waited for."""
    drawn = youth_choosing.square(youth_choosing.app_secret(request.session))
    return HttpResponse(drawn, content_type="image/svg+xml")
