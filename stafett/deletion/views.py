"""`/logg/<id>/sletting/`: the family demands that content be deleted, reads the answer, appeals."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.consent.refusals import UNPROCESSABLE, status_of
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing

from . import actions, rules
from .forms import AppealForm, DemandForm
from .laws import Because, cited
from .models import Demand
from .queries import mine, names


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def demand(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """For owner and guardians, each with the own demands alone; others find nothing (Q4)."""
    by = access.require(request.person, log_id, Right.READ)
    if not by.of_family:
        raise Http404
    rows = mine(by)
    newest = rows[0] if rows else None
    waits = newest is not None and not hasattr(newest, "decision")
    appeals = request.method == "POST" and request.POST.get("do") == "appeal"
    form: Form = (AppealForm if appeals else DemandForm)(
        request.POST if request.method == "POST" else None
    )
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                _do(request, by, newest, form)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                return redirect("deletion:demand", log_id)
    return _page(request, by, rows, form, waits=waits, status=status)


def _do(request: SignedInRequest, by: Standing, newest: Demand | None, form: Form) -> None:
    at, said = timezone.now(), form.cleaned_data
    if isinstance(form, DemandForm):
        actions.demand(by, said["kinds"], words=said["words"], at=at)
        messages.success(request, _("Your demand is sent."))
        return
    if newest is None or not hasattr(newest, "decision"):
        raise Refused(_("There is no decision to appeal."))
    actions.appeal(by, newest.decision, words=said["words"], at=at)
    messages.success(request, _("Your appeal is sent to the municipality."))


def _page(
    request: SignedInRequest,
    by: Standing,
    rows: list[Demand],
    form: Form,
    *,
    waits: bool,
    status: int,
) -> HttpResponse:
    today = timezone.localdate()
    newest = rows[0] if rows else None
    context: dict[str, Any] = {
        "standing": by,
        "tab": "plan",
        "here": _("Have something deleted"),
        "told": [_told(row) for row in rows],
        "waits": waits,
        "may_appeal": newest is not None and not waits and _may_appeal(newest),
        "form": form if isinstance(form, DemandForm) else DemandForm(),
        "appeal_form": form if isinstance(form, AppealForm) else AppealForm(),
        "bound": form if form.errors else None,
        "laws": {
            "kept": cited(Because.KEPT, today),
            "consent": cited(Because.CONSENT_KEPT, today),
        },
    }
    return render(request, "deletion/demand.html", context, status=status)


def _may_appeal(row: Demand) -> bool:
    decision = row.decision
    return not hasattr(decision, "appeal") and timezone.localdate() <= decision.appeal_until


def _told(row: Demand) -> dict[str, Any]:
    """One demand with what came of it, in words."""
    told: dict[str, Any] = {
        "row": row,
        "kinds": names(row.kinds),
        "answer_by": rules.answer_by(timezone.localdate(row.at)),
    }
    if not hasattr(row, "decision"):
        return told
    decision, day = row.decision, timezone.localdate(row.decision.at)
    return told | {
        "decision": decision,
        "deleted": names(decision.deleted),
        "kept": names([str(kind) for kind in rules.kept(row.kinds, decision.deleted)]),
        "why_deleted": cited(Because.DELETED, day),
        "why_kept": cited(Because.KEPT, day),
        "appeal_law": cited(Because.APPEAL, day),
        "complaint_law": cited(Because.COMPLAINT, day),
        "appeal": getattr(decision, "appeal", None),
    }
