"""Where I am signed in, and ending it; staying signed in while one writes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .guard import signed_in
from .models import IDLE, LONGEST, SignedIn
from .request import Request, SignedInRequest
from .session import alive, wait_for


@require_safe
@signed_in
def show(request: SignedInRequest) -> HttpResponse:
    """One's own sign-ins that still hold, this one first (one query)."""
    rows = SignedIn.objects.filter(person=request.person, **alive(timezone.now()))
    mine = sorted(rows, key=lambda row: (row.pk == request.signed_in.pk, row.seen_at), reverse=True)
    context = {
        "here": request.signed_in,
        "others": [row for row in mine if row.pk != request.signed_in.pk],
        "minutes": int(IDLE.total_seconds() // 60),
        "hours": int(LONGEST.total_seconds() // 3600),
    }
    return render(request, "identity/sign_ins.html", context)


@require_POST
@signed_in
def end(request: SignedInRequest) -> HttpResponse:
    """End one of the others, or all of them. They are visitors from their next request on."""
    others = SignedIn.objects.filter(person=request.person).exclude(pk=request.signed_in.pk)
    chosen = request.POST.get("which", "")
    if chosen != "all":
        try:
            others = others.filter(pk=UUID(chosen))
        except ValueError:
            raise Http404 from None
    others.delete()
    messages.success(request, _("You are signed out there."))
    return redirect("sign_ins")


@require_safe
def stay(request: Request) -> HttpResponse:
    """Whether one is signed in still; asking counts as use, as any page does.

    Whoever is not may be writing all the same: what is sent from here on is kept for that person.
    """
    if request.was:
        wait_for(request.session, request.was)
    return JsonResponse({"signed_in": request.person is not None})
