"""`/kommune/sletting/`: a system administrator decides on demands for deletion (Q4, Q5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.consent.refusals import UNPROCESSABLE, status_of
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import require_administrator
from stafett.municipality.models import Municipality

from . import actions
from .forms import DecisionForm
from .laws import Because, cited
from .queries import Demanded, demanded_of, names


def _administered(request: SignedInRequest) -> Municipality:
    preferred = UUID(request.place["id"]) if request.place else None
    return require_administrator(request.person, timezone.localdate(), preferred=preferred)


@require_safe
@signed_in
def demands(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, and what is decided."""
    town = _administered(request)
    found = demanded_of(town.pk)
    context = {
        "town": town,
        "waiting": [row for row in found if row.decided_at is None],
        "decided": [(row, names(row.deleted or [])) for row in found if row.decided_at],
    }
    return render(request, "deletion/demands.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decide(request: SignedInRequest) -> HttpResponse:
    """`?krav=<id>`: one demand. Without one that waits, back to the list."""
    town = _administered(request)
    wanted = request.GET.get("krav", "")
    row = next((each for each in demanded_of(town.pk) if str(each.demand_id) == wanted), None)
    if row is None or row.decided_at is not None:
        return redirect("deletion:demands")
    form = DecisionForm(row.kinds, request.POST if request.method == "POST" else None)
    status = UNPROCESSABLE if form.errors else 200
    if form.is_bound and form.is_valid():
        try:
            _decide(request, town, row, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
        else:
            messages.success(request, _("The decision is sent to the one who demanded it."))
            return redirect("deletion:demands")
    today = timezone.localdate()
    context = {
        "town": town,
        "row": row,
        "form": form,
        "kept_law": cited(Because.KEPT, today),
        "deleted_law": cited(Because.DELETED, today),
    }
    return render(request, "deletion/decide.html", context, status=status)


def _decide(
    request: SignedInRequest, town: Municipality, row: Demanded, form: DecisionForm
) -> None:
    actions.decide(
        request.person,
        town,
        row.demand_id,
        deleted=form.deleted,
        reason=form.cleaned_data["reason"],
        appeal_to=form.cleaned_data["appeal_to"],
        at=timezone.now(),
    )
