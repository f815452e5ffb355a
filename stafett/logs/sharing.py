"""One's own telephone and e-mail for the team: showing them in a log, and taking them back (A6)."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.people.models import Contact

from . import access
from .access import Right, Standing
from .acting import begin, note
from .fields import Line, most
from .models import SharedContact

CONFLICT, UNPROCESSABLE = 409, 422
A_NUMBER = RegexValidator(
    r"^\+?[0-9 ]{5,20}$", gettext_lazy("Write the number with digits, such as 012 34 567.")
)


class ContactForm(forms.Form):
    """Neither must be shown; both empty is as if nothing were."""

    phone = Line(
        label=gettext_lazy("Telephone"), max_length=20, required=False, validators=[A_NUMBER]
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=most(SharedContact, "email"), required=False
    )


@transaction.atomic
def share_contact(by: Standing, *, phone: str, email: str, at: datetime) -> None:
    """Show one's own telephone and e-mail to everyone in the log; both empty takes them back.

    The book says that it was done, never the number: what is taken back is gone. Raises Refused
    for somebody not of the family, and where the address is protected.
    """
    log, by = begin(by, Right.READ)
    if log.closed_at is not None or not by.of_family or log.hides_places:
        raise Refused(_("You cannot do this in this log. Open the page again."))
    mine = SharedContact.objects.filter(log=log, person=by.person)
    shown = bool(phone or email)
    if not shown and not mine.exists():
        return
    verb = "logs.contact_shared" if shown else "logs.contact_taken_back"
    note(log, verb, {"who": str(by.person)}, at=at, by=by)
    if not shown:
        mine.delete()
    elif not mine.update(phone=phone, email=email, at=at):
        row = SharedContact(log=log, person=by.person, phone=phone, email=email, at=at)
        row.save(force_insert=True)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contact(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/kontakt/`: for the family; for everyone else it does not exist."""
    standing = access.require(request.person, log_id, Right.READ)
    log = standing.log
    if not standing.of_family or log.hides_places:
        raise Http404
    if log.closed_at is not None:
        context = {"standing": standing, "tab": "plan"}
        return render(request, "logs/closed.html", context, status=CONFLICT)
    shown = SharedContact.objects.filter(log=log, person=standing.person).first()
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_known(standing))
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        said = {"phone": "", "email": ""} if "hide" in request.POST else None
        try:
            if said is not None or form.is_valid():
                share_contact(standing, **(said or form.cleaned_data), at=timezone.now())
                messages.success(request, _("Saved. The list of the team is as you want it."))
                return redirect("log", log_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("Your telephone and e-mail"),
        "form": form,
        "shown": shown,
    }
    return render(request, "logs/contact.html", context, status=status)


def _known(standing: Standing) -> dict[str, str]:
    """What is shown now, or what Stafett has: it is shown only when it is sent."""
    for row in SharedContact.objects.filter(log=standing.log, person=standing.person):
        return {"phone": row.phone, "email": row.email}
    for own in Contact.objects.filter(person=standing.person):
        return {"phone": own.phone, "email": own.email}
    return {}
