"""`/enhet/sletting/`: a unit's leader hands demands for deletion on, without reading them (E7)."""

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
from stafett.municipality.models import Role
from stafett.municipality.queries import positions_of

from . import actions
from .queries import waiting_for_leader


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pass_on(request: SignedInRequest) -> HttpResponse:
    """For those who lead a unit; for everyone else it does not exist."""
    today = timezone.localdate()
    if not positions_of(request.person.pk, today).filter(role=Role.LEADER).exists():
        raise Http404
    if request.method == "POST":
        try:
            key = UUID(request.POST.get("demand", ""))
        except ValueError:
            return redirect("deletion:pass_on")
        try:
            actions.pass_on(request.person, key, at=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The demand is handed on to the system administrator."))
        return redirect("deletion:pass_on")
    return render(request, "deletion/leader.html", {"waiting": waiting_for_leader()})
