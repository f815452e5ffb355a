"""The page of those who may know where a child with a protected address is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest

from . import access, places
from .access import Right, Standing

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def protected(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/skjermet/`: where those who take part work, who may know it, and why.

    For everyone who is not cleared it does not exist.
    """
    standing = access.require(request.person, log_id, Right.READ)
    if not places.is_cleared(standing):
        raise Http404
    if request.method != "POST":
        return _page(request, standing)
    try:
        _do(standing, request)
    except Refused as refusal:
        return _page(request, standing, str(refusal), UNPROCESSABLE)
    except Conflict as conflict:
        return _page(request, standing, str(conflict), CONFLICT)
    return redirect("protected", log_id)


def _do(standing: Standing, request: SignedInRequest) -> None:
    do, _colon, about = request.POST.get("do", "").partition(":")
    if do == "clear":
        ground = request.POST.get("ground", "")
        places.clear(standing, _key(request.POST.get("who")), ground=ground, at=timezone.now())
        messages.success(request, _("Noted. This person can now see the place and the telephones."))
    elif do == "end":
        places.end_clearance(standing, _key(about), at=timezone.now())
        messages.success(request, _("Noted. This person no longer sees the place."))
    else:
        raise Refused(_("Nothing was done. Choose one of the buttons on the page."))


def _key(said: str | None) -> UUID:
    try:
        return UUID(said or "")
    except ValueError:
        raise Refused(_("Choose one of those who are in the log.")) from None


def _page(
    request: SignedInRequest, standing: Standing, refused: str = "", status: int = 200
) -> HttpResponse:
    log = standing.log
    leads = standing.may(Right.COORDINATE) and log.hides_places
    context = {
        "standing": standing,
        "here": _("Protected address"),
        "tab": "plan",
        "cleared": places.cleared(log) if log.hides_places else [],
        "others": places.can_be_cleared(log) if log.hides_places else [],
        "helpers": places.whereabouts(log) if log.hides_places else [],
        "leads": leads,
        "ground": request.POST.get("ground", ""),
        "refused": refused,
    }
    return render(request, "logs/protected.html", context, status=status)
