"""`/logg/<id>/samtykke/`: the draft's page for its starter, and how the consent stands."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right

from . import actions, stands, undoing
from .asking_views import question_page
from .begin_views import begin_again
from .models import Consent
from .queries import answers_to, in_the_making
from .rights import asker, asks, seer


@require_safe
@signed_in
def show(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """What counts and what is asked; to the starter of a draft the question being written."""
    standing = seer(request, log_id)
    if standing.may(Right.READ):
        return stands.page(request, standing)
    consent = in_the_making(standing.log)
    sent = consent is not None and consent.state == "asked"
    if asks(standing) and not sent:
        return question_page(request, standing, consent)
    if consent is not None and sent and not asks(standing):
        return redirect("consent:sign", log_id, consent.pk)
    return stands.page(request, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_back(request: SignedInRequest, log_id: UUID, consent_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/<id>/ta-tilbake/`: end an asking; in a draft write it anew at once."""
    by = asker(request, log_id)
    consent = Consent.objects.filter(log=by.log, pk=consent_id).first()
    if consent is None:
        raise Http404
    if consent.ended_at is not None or consent.activated_at is not None:
        messages.info(request, _("This question is closed already."))
        return redirect("consent:show", log_id)
    if request.method == "POST":
        try:
            actions.take_back(by, consent.pk, at=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("consent:show", log_id)
        if by.log.state == "open":
            undoing.offer_question_back(request, by, consent)
            return redirect("consent:show", log_id)
        messages.success(request, _("The question is taken back. Nobody can answer it now."))
        if by.log.state == "draft":
            return begin_again(request, by)
        return redirect("my_page")  # of a closed log who asked knows no more
    answers = answers_to(consent, by.person) if consent.asked_at else None
    context = {"standing": by, "consent": consent, "answers": answers}
    return render(request, "consent/take_back.html", context)
