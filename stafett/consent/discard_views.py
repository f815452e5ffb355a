"""Deleting a draft that is to come to nothing, by the one who started it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing

from .daily import discard_draft
from .queries import answers_to, in_the_making, said_yes_by_mouth
from .rights import seer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discard(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/slett-utkast/`: what goes, and then it goes. Only before the log is open."""
    by = seer(request, log_id)
    if not by.may(Right.PREPARE):
        return _opened(request, by)
    if request.method == "POST":
        return _discard(request, log_id, by.log.short_name)
    consent = in_the_making(by.log)
    asked = consent if consent and consent.state == "asked" else None
    context = {
        "standing": by,
        "asked": asked,
        "answers": answers_to(asked, by.person) if asked else None,
        "said": said_yes_by_mouth(by.log),
    }
    return render(request, "consent/discard.html", context)


def _discard(request: SignedInRequest, log_id: UUID, name: str) -> HttpResponse:
    if not discard_draft(log_id):
        now = access.standing(request.person, log_id)
        if now is not None:  # somebody's yes came first; a draft that is gone is gone
            return _opened(request, now)
    words = _("The draft «%(name)s» is deleted, with everything in it.")
    messages.success(request, words % {"name": name})
    return redirect("my_page")


def _opened(request: SignedInRequest, by: Standing) -> HttpResponse:
    """The starter's page may be older than the last yes. Raises Http404 for everyone else."""
    if by.log.opened_at is None or by.log.started_by_id != by.person.pk:
        raise Http404
    messages.warning(request, _("The log is open, so it is no draft. Nothing is deleted."))
    return redirect("log", by.log.pk)
