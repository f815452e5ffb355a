"""The address that the script writes to, and the page of what I have not finished."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest

from . import actions
from .models import Writing
from .queries import unfinished
from .rules import sentences, sound

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep_writing(request: SignedInRequest) -> HttpResponse:
    """For the script: what is kept of mine at an address (`?adresse=`), and keeping it."""
    now = timezone.now()
    if request.method != "POST":
        address = request.GET.get("adresse", "")
        kept = unfinished(request.person, now).filter(address=address) if sound(address) else ()
        return JsonResponse({"kept": [_for_the_script(each) for each in kept]})
    try:
        fields = json.loads(request.POST.get("fields", ""))
        said = request.POST.get("sheet", ""), request.POST.get("address", "")
        actions.keep(request.person, actions.read_sheet(*said, fields), at=now)
    except (Refused, ValueError, RecursionError):
        return JsonResponse({"kept": False}, status=UNPROCESSABLE)
    return JsonResponse({"kept": True, "at": now.isoformat()})


@require_safe
@signed_in
def my_unfinished(request: SignedInRequest) -> HttpResponse:
    """Everything I was in the middle of writing, to go on with, to copy or to delete."""
    found = [(each, sentences(each.values)) for each in unfinished(request.person, timezone.now())]
    return render(request, "unfinished/unfinished.html", {"found": found})


@require_POST
@signed_in
def let_go(request: SignedInRequest) -> HttpResponse:
    """Delete one of them."""
    try:
        key = UUID(request.POST.get("sheet", ""))
    except ValueError:
        raise Http404 from None
    actions.let_go(request.person, key)
    return redirect("unfinished")


def _for_the_script(writing: Writing) -> dict[str, object]:
    return {
        "sheet": str(writing.sheet),
        "at": writing.at.isoformat(),
        "fields": writing.values,
    }
