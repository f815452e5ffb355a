"""`/kommune/arkiv/`: what the archive has got, for system administrators (C9, Q1)."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.consent.refusals import status_of
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import require_administrator

from .again import try_again
from .deliveries import deliveries_of, last_verification

EACH_NIGHT = timedelta(hours=36)  # a check of the books that is older did not run last night


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def deliveries(request: SignedInRequest) -> HttpResponse:
    """What needs somebody, what waits, what was received; and how the books were found."""
    preferred = UUID(request.place["id"]) if request.place else None
    town = require_administrator(request.person, timezone.localdate(), preferred=preferred)
    problem, status = "", 200
    if request.method == "POST":
        try:
            try_again(request.person, town.pk, at=timezone.now())
        except Refused as refusal:
            problem, status = str(refusal), status_of(refusal)
        else:
            messages.success(request, _("It is tried again within a minute. Look here again then."))
            return redirect("archive:deliveries")
    now, last = timezone.now(), last_verification()
    context = {
        "found": deliveries_of(town.pk, now),
        "verified": last,
        "verified_lately": last is not None and now - last.at < EACH_NIGHT,
        "problem": problem,
    }
    return render(request, "archive/deliveries.html", context, status=status)
