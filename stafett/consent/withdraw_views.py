"""Taking one's own yes back: choose what, read what follows, confirm, get a receipt."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.queries import holders

from . import stands, withdrawal
from .asking_forms import uuid_or_none
from .models import Consent, Withdrawal
from .queries import active_consent, family_names
from .refusals import CONFLICT, UNPROCESSABLE, status_of
from .withdraw_forms import WhatForm, told_in
from .withdrawn import Choice, choices_of, has_signed, signers_of, waits_with
from .words import together


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/trekk/`, for those whose yes counts now (G18, G20, D35)."""
    standing = access.require(request.person, log_id, Right.READ)
    consent = active_consent(standing.log)
    if request.method == "POST":
        sent = uuid_or_none(request.POST.get("samtykke", ""))
        if consent is None or consent.pk != sent:
            return _too_late(request, standing, sent)
    if consent is None and _took_all_back(standing):
        return redirect("consent:withdrawn", log_id)  # the way back in the browser
    if consent is None or not has_signed(consent, standing.person):
        raise Http404
    form = _form(request, standing, consent)
    if request.method == "POST" and _is_done(consent, standing, form["hva"].value()):
        return redirect("consent:show", log_id)  # the same button pressed twice
    if not form.is_bound or not form.is_valid() or standing.person.own_log_alone:
        return _choose(request, standing, form)
    if request.method == "POST":
        return _take(request, standing, consent, form)
    return _confirm(request, standing, consent, form.chosen)


def _took_all_back(standing: Standing) -> bool:
    return Withdrawal.objects.filter(log=standing.log, by=standing.person, only=None).exists()


def _form(request: SignedInRequest, standing: Standing, consent: Consent) -> WhatForm:
    """Empty until something is chosen; what was chosen stands in the address until confirmed."""
    holders = [leg.holder for leg in standing.legs]
    choices = choices_of(consent, {holder.pk for holder in holders})
    return WhatForm(choices, holders, told_in(request))


def _is_done(consent: Consent, standing: Standing, key: str | None) -> bool:
    """Whether this person has taken back the yes for this one already."""
    only = uuid_or_none(key or "")
    return consent.withdrawals.filter(by=standing.person, only_id=only, only__isnull=False).exists()


def _choose(
    request: SignedInRequest, standing: Standing, form: WhatForm, status: int = UNPROCESSABLE
) -> HttpResponse:
    contacts = holders(standing) if standing.person.own_log_alone else []
    context = {"standing": standing, "form": form, "contacts": contacts}
    status = status if form.errors else 200
    return render(request, "consent/withdraw.html", context, status=status)


def _confirm(
    request: SignedInRequest, standing: Standing, consent: Consent, chosen: Choice
) -> HttpResponse:
    me = standing.person
    others = [str(each) for each in signers_of(consent) if each.pk != me.pk]
    context = {
        "standing": standing,
        "consent": consent,
        "chosen": chosen,
        "names": together([str(each.person) for each in chosen.people]),
        "holder": together([str(leg.holder) for leg in standing.legs]),
        "others": together(others),
        "waits": waits_with(consent, chosen.people),
        "family": family_names(standing.log, me),
        "mine": standing.log.owner_id == me.pk,
    }
    return render(request, "consent/withdraw_confirm.html", context)


def _take(
    request: SignedInRequest, standing: Standing, consent: Consent, form: WhatForm
) -> HttpResponse:
    chosen, log_id = form.chosen, standing.log.pk
    try:
        _take_back(standing, chosen, at=timezone.now())
    except Refused as refusal:
        standing = access.require(standing.person, log_id, Right.READ)
        if active_consent(standing.log) != consent:
            return _too_late(request, standing, consent.pk)
        form.add_error(None, str(refusal))
        return _choose(request, standing, form, status_of(refusal))
    if chosen.is_whole:
        return redirect("consent:withdrawn", log_id)
    words = _("You have taken the consent back for %(names)s. The access ended at once.")
    names = together([str(each.person) for each in chosen.people])
    messages.success(request, words % {"names": names})
    return redirect("consent:show", log_id)


@transaction.atomic
def _take_back(standing: Standing, chosen: Choice, *, at: datetime) -> None:
    if chosen.is_whole:
        withdrawal.withdraw(standing, at=at)
        return
    for named in chosen.people:
        withdrawal.withdraw_for(standing, named.person_id, at=at)


def _too_late(request: SignedInRequest, standing: Standing, sent: UUID | None) -> HttpResponse:
    """The consent on the page counts no more. Who took it back just now gets the receipt."""
    consent = Consent.objects.filter(log=standing.log, pk=sent).first() if sent else None
    if consent is None or not has_signed(consent, standing.person):
        raise Http404
    if consent.withdrawals.filter(by=standing.person, only=None).exists():
        return redirect("consent:withdrawn", standing.log.pk)
    messages.warning(
        request,
        _("The consent had ended or been replaced meanwhile. This is how it stands now."),
    )
    return stands.page(request, standing, status=CONFLICT)
