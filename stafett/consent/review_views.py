"""`/logg/<id>/samtykke/innsyn/`: which guardians read the log of a young person who signs alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right

from . import review as reviews
from .asking_forms import uuid_or_none
from .queries import active_consent
from .refusals import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """For the owner who signs alone, and for the holder, who notes what the owner says."""
    by = access.require(request.person, log_id, Right.READ)
    active = active_consent(by.log)
    if not reviews.may_review(by) or active is None or not reviews.to_review(by.log, active):
        raise Http404
    trouble, status = "", 200
    do, _space, sent = request.POST.get("do", "").partition(" ")
    guardian = uuid_or_none(sent)
    if request.method == "POST" and do in ("keep", "end") and guardian:
        try:
            reviews.decide(by, guardian, keeps=do == "keep", at=timezone.now())
        except Refused as refusal:
            trouble, status = str(refusal), status_of(refusal)
        else:
            messages.success(
                request,
                _("It is noted, and the access goes on.")
                if do == "keep"
                else _("The access ended at once."),
            )
            return redirect("consent:review", log_id)
    readers = reviews.readers(by)
    ends = uuid_or_none(request.GET.get("avslutt", ""))
    chosen = next((each for each in readers if each.person.pk == ends), None)
    if chosen and request.method != "POST":  # one wrong press ends nothing
        return render(request, "consent/review_end.html", {"standing": by, "chosen": chosen})
    context = {
        "standing": by,
        "mine": by.log.owner_id == by.person.pk,
        "readers": readers,
        "ended": reviews.ended(by),
        "trouble": trouble,
    }
    return render(request, "consent/review.html", context, status=status)
