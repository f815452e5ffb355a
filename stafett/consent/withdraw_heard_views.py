"""A yes taken back by word of mouth or on paper, written down by a professional; the receipt."""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing

from . import withdrawal
from .models import Consent, Withdrawal
from .queries import active_consent, family_names
from .refusals import UNPROCESSABLE, status_of
from .withdraw_forms import HeardForm, told_in
from .withdrawn import Receipt, is_professional, receipt_of, signers_of, whole_withdrawal

# In the session of who recorded it and can no longer read in the log: the family is to have it.
KEPT = "withdrawal_receipt"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def record_withdrawal(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/trekk/noter/`, for every professional in the log (G19)."""
    if request.method == "POST" and _kept(request.session, log_id):
        return redirect("consent:withdrawn", log_id)  # the same button pressed twice
    standing = access.require(request.person, log_id, Right.READ)
    consent = active_consent(standing.log)
    if consent is None or not is_professional(standing):
        raise Http404
    form = HeardForm(signers_of(consent), told_in(request))
    if not form.is_bound or not form.is_valid():
        return _ask(request, standing, form)
    if request.method != "POST":
        return _confirm(request, standing, consent, form)
    return _record(request, standing, consent, form)


def _ask(
    request: SignedInRequest, standing: Standing, form: HeardForm, status: int = UNPROCESSABLE
) -> HttpResponse:
    context = {"standing": standing, "form": form}
    status = status if form.errors else 200
    return render(request, "consent/withdraw_heard.html", context, status=status)


def _confirm(
    request: SignedInRequest, standing: Standing, consent: Consent, form: HeardForm
) -> HttpResponse:
    context = {
        "standing": standing,
        "consent": consent,
        "who": form.who,
        "how": form.how,
        "hidden": form.cleaned_data,
        "family": family_names(standing.log, standing.person),
    }
    return render(request, "consent/withdraw_heard_confirm.html", context)


def _record(
    request: SignedInRequest, standing: Standing, consent: Consent, form: HeardForm
) -> HttpResponse:
    log, at = standing.log, timezone.now()
    done = Withdrawal(
        log=log, consent=consent, by=form.who, at=at, how=form.how, recorded_by=standing.person
    )
    receipt = receipt_of(log, done)  # afterwards the recorder sees none of it
    try:
        if request.POST.get("samtykke") != str(consent.pk):
            raise Conflict(_("The consent has been replaced by a new one. Read the page again."))
        withdrawal.record_withdrawal(standing, form.who.pk, how=form.how, at=at)
    except (Refused, Http404) as refusal:
        if _kept(_stored(request.session), log.pk):
            return redirect("consent:withdrawn", log.pk)
        if not isinstance(refusal, Refused):
            raise
        form.add_error(None, str(refusal))
        return _ask(request, standing, form, status_of(refusal))
    request.session[KEPT] = receipt.packed()
    request.session.save()  # in the same transaction as the withdrawal
    return redirect("consent:withdrawn", log.pk)


def _kept(session: SessionBase, log_id: UUID) -> Receipt | None:
    """The receipt of what this session's person recorded in this log."""
    kept = session.get(KEPT)
    return Receipt.unpacked(kept) if kept and kept["log"] == str(log_id) else None


def _stored(session: SessionBase) -> SessionBase:
    """The session as another request of the same person may have left it meanwhile."""
    return type(session)(session.session_key)


@require_safe
@signed_in
def withdrawn(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/trukket/`: the receipt, to the family and to who recorded it."""
    kept = _kept(request.session, log_id)
    if kept:
        return render(request, "consent/withdrawn.html", {"receipt": kept, "standing": None})
    standing = access.require(request.person, log_id, Right.READ)
    done = whole_withdrawal(standing.log)
    if done is None:
        raise Http404
    context = {"receipt": receipt_of(standing.log, done), "standing": standing}
    return render(request, "consent/withdrawn.html", context)
