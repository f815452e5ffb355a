"""The owner's picture, chosen together with the child (J6), and showing what somebody brought."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest

from . import access, files
from .access import Right, Standing
from .acting import begin, note
from .hidden import shown_about
from .kept_files import File, FileKind
from .picture_form import Chosen, PictureForm
from .picture_names import NO_PICTURE
from .pictures import choices

CONFLICT, UNPROCESSABLE = 409, 422
GROUPS = ("animals", "play", "music", "going", "nature")


@transaction.atomic
def choose_picture(by: Standing, chosen: Chosen, *, at: datetime) -> None:
    """What the child likes, shown beside its name (J6)."""
    log, by = begin(by, Right.WRITE)
    own = [chosen.own] if chosen.own else []
    data: dict[str, object] = {
        "who": str(by.person),
        "picture": chosen.name,
        "files": files.told(own),
    }
    note(log, "logs.picture_chosen", data, at=at, by=by)
    log.picture = chosen.name or NO_PICTURE
    log.photo = next((files.keep(log, each, [], by=by, at=at) for each in own), None)
    log.save(update_fields=["picture", "photo"])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def picture(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/bilde/`: choose what the child likes."""
    standing = access.require(request.person, log_id, Right.READ)
    if standing.log.state == "closed":
        context = {"standing": standing, "tab": "plan"}
        return render(request, "logs/closed.html", context, status=CONFLICT)
    if not standing.may(Right.WRITE):
        raise Http404
    posted = request.method == "POST"
    form = PictureForm(request.POST, request.FILES) if posted else PictureForm()
    status = 200
    if posted:
        status = UNPROCESSABLE
        try:
            if form.is_valid():
                choose_picture(standing, form.cleaned_data["chosen"], at=timezone.now())
                messages.success(request, _("The picture is changed. Everyone in the log sees it."))
                return redirect("log", log_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("The picture"),
        "form": form,
        "groups": choices(*GROUPS),
        "now": standing.log.picture if standing.log.photo_id is None else "",
        "back": reverse("log", args=[log_id]),
    }
    return render(request, "logs/picture.html", context, status=status)


@require_safe
@signed_in
def shown_picture(request: SignedInRequest, picture_id: UUID) -> HttpResponse:
    """`/bilde/<id>/`: a picture of one's own as a page shows it.

    It says no more than the page that it is on, which has left its record: no log's number stands
    in the address. What was sent along with a message is not found here.
    """
    kept = File.objects.filter(shown_about(request.person), pk=picture_id, kind=FileKind.SHOWN)
    found = kept.first()
    place = access.standing(request.person, found.log_id) if found else None
    if found is None or place is None or not place.may(Right.READ):
        raise Http404
    return files.answer(found)
