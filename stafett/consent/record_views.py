"""An answer given on paper or by word of mouth, recorded by who asked; the family's receipt."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing

from . import stands
from .asking_forms import uuid_or_none
from .assisted import record_answer
from .models import Consent, Signature
from .queries import Signer, answers_to
from .record_forms import YES, RecordForm
from .refusals import CONFLICT, UNPROCESSABLE, status_of
from .rights import asker, may_be_recorded, seer, sees_answers


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def record(request: SignedInRequest, log_id: UUID, consent_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/<id>/noter/`, for who asked, where the policy lets staff record it."""
    by = asker(request, log_id)
    consent = _sent(by, consent_id)
    waiting = still_waiting(consent, by)
    if request.method == "POST":
        return _take(request, by, consent, waiting)
    if consent.state != "asked" or not waiting:
        messages.info(request, _("Nobody’s answer is waited for here now."))
        return redirect("consent:show", log_id)
    return _page(request, by, consent, RecordForm(waiting, _asked_on(consent)))


def still_waiting(consent: Consent, by: Standing) -> list[Signer]:
    """Those who are asked and have not answered."""
    return [each for each in answers_to(consent, by.person).signers if each.says_yes is None]


def _sent(by: Standing, consent_id: UUID) -> Consent:
    """A question of this log whose answers may be recorded. Raises Http404."""
    consent = Consent.objects.filter(log=by.log, pk=consent_id, asked_at__isnull=False).first()
    if consent is None or not may_be_recorded(consent):
        raise Http404
    return consent


def _asked_on(consent: Consent) -> date:
    assert consent.asked_at is not None
    return timezone.localdate(consent.asked_at)


def _page(
    request: SignedInRequest,
    by: Standing,
    consent: Consent,
    form: RecordForm,
    status: int = UNPROCESSABLE,
) -> HttpResponse:
    context = {"standing": by, "consent": consent, "form": form, **text_of(consent)}
    status = status if form.errors else 200
    return render(request, "consent/record.html", context, status=status)


def text_of(consent: Consent) -> dict[str, object]:
    """The frozen text in the reader's language, and its hash in pieces that one can compare."""
    code = consent.text_hash
    return {
        "text": (consent.text or {}).get(get_language() or "nb", ""),
        "code": [code[at : at + 8] for at in range(0, len(code), 8)],
    }


def _take(
    request: SignedInRequest, by: Standing, consent: Consent, waiting: Sequence[Signer]
) -> HttpResponse:
    form = RecordForm(waiting, _asked_on(consent), request.POST)
    too_late = _too_late(request, by, consent)
    if too_late:
        return too_late
    if not form.is_valid():
        return _page(request, by, consent, form)
    said = form.cleaned_data
    try:
        consent = record_answer(
            by,
            consent.pk,
            form.person_id,
            says_yes=form.says_yes,
            how=said["how"],
            said_on=said["said_on"],
            text_hash=request.POST.get("text_hash", ""),
            at=timezone.now(),
        )
    except Refused as refusal:
        by = asker(request, by.log.pk)
        too_late = _too_late(request, by, _sent(by, consent.pk))
        if too_late:
            return too_late
        form.add_error(None, str(refusal))
        return _page(request, by, consent, form, status_of(refusal))
    if consent.state == "active":
        messages.success(request, _("Everyone has said yes. The consent counts from now."))
    if by.log.state == "closed" and not form.says_yes:
        messages.success(request, _("The answer is noted. The log stays closed."))
        return redirect("my_page")
    signature = Signature.objects.get(consent=consent, person_id=form.person_id)
    return redirect("consent:recorded", by.log.pk, consent.pk, signature.pk)


def _too_late(request: SignedInRequest, by: Standing, consent: Consent) -> HttpResponse | None:
    """Somebody was first. Who recorded this very answer a moment ago gets its receipt."""
    person_id = uuid_or_none(request.POST.get("person", ""))
    answers = Signature.objects.filter(consent=consent).select_related("person")
    done = answers.filter(person_id=person_id).first() if person_id else None
    mine = done is not None and done.recorded_by_id == by.person.pk
    if done and mine and done.says_yes is (request.POST.get("answer") == YES):
        return redirect("consent:recorded", by.log.pk, consent.pk, done.pk)
    if done is None and consent.state == "asked":
        return None
    if done:
        words = _("%(name)s has answered already. What is answered is not changed.")
        messages.warning(request, words % {"name": done.person})
    else:
        messages.warning(request, _("The question is closed. Nothing more was recorded."))
    return stands.page(request, by, status=CONFLICT)


@require_safe
@signed_in
def recorded(
    request: SignedInRequest, log_id: UUID, consent_id: UUID, signature_id: UUID
) -> HttpResponse:
    """`/logg/<id>/samtykke/<id>/notert/<id>/`: the receipt, to print for the family (G4)."""
    standing = seer(request, log_id)
    signature = (
        Signature.objects.filter(
            log=standing.log, consent=consent_id, pk=signature_id, recorded_by__isnull=False
        )
        .select_related("consent", "person", "recorded_by")
        .first()
    )
    if signature is None:
        raise Http404
    mine = signature.recorded_by_id == standing.person.pk
    if not mine and not sees_answers(standing):
        raise Http404
    consent = signature.consent
    context = {
        "standing": standing,
        "consent": consent,
        "signature": signature,
        "named": consent.named.filter(person=signature.recorded_by).first(),
        "more": mine and consent.state == "asked" and bool(still_waiting(consent, standing)),
        **text_of(consent),
    }
    return render(request, "consent/recorded.html", context)
