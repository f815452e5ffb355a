"""One's own telephone and e-mail, written once; each log shows them only where one says so (A6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import FAMILY, in_force
from stafett.logs.models import Admission, Log, SharedContact
from stafett.logs.sharing import UNPROCESSABLE, ContactForm
from stafett.municipality.models import Position
from stafett.people.models import Person
from stafett.people.own_contact import Reached, own_contact, set_own_contact


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own(request: SignedInRequest) -> HttpResponse:
    """`/min-side/kontakt/`: everybody's own. Three questions."""
    me, posted = request.person, request.method == "POST"
    known = own_contact(me)
    initial = {"phone": known.phone, "email": known.email}
    form = ContactForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        set_own_contact(me, Reached(form.cleaned_data["phone"], form.cleaned_data["email"]))
        messages.success(request, _("Saved. No log shows it before you say so there."))
        return redirect("own_contact")
    context = {
        "form": form,
        "shown": _where_it_can_be_shown(me),
        "at_work": Position.objects.filter(person=me).exists(),
    }
    status = UNPROCESSABLE if posted else 200
    return render(request, "overview/own_contact.html", context, status=status)


def _where_it_can_be_shown(me: Person) -> list[tuple[Log, SharedContact | None]]:
    """The open logs of the family, and what is shown there; never one with a protected address."""
    admissions = Admission.objects.filter(in_force(), person=me, role__in=FAMILY)
    logs = {each.log_id: each.log for each in admissions.select_related("log__owner")}
    rows = {row.log_id: row for row in SharedContact.objects.filter(person=me)}
    return [
        (log, rows.get(key))
        for key, log in logs.items()
        if log.state == "open" and not log.hides_places
    ]
