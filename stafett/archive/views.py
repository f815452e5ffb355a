"""What was handed to the archive, for those who may have all of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import FAMILY, Right, Standing

from .models import Deposit


@require_safe
@signed_in
def pdf(request: SignedInRequest, log_id: UUID, deposit_id: UUID) -> HttpResponse:
    """A deposit's print, for owner, guardians and holder (H5). Not found for everyone else."""
    standing = access.require(request.person, log_id, Right.READ)
    deposit = Deposit.objects.filter(log_id=log_id, pk=deposit_id).first()
    if deposit is None or not may_have_prints(standing):
        raise Http404
    # No name of anybody: files lie about in folders of downloads.
    name = f"stafettlogg-{timezone.localdate(deposit.made_at):%Y-%m-%d}.pdf"
    return HttpResponse(
        bytes(deposit.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def may_have_prints(standing: Standing) -> bool:
    """Everything in one file is for the family and the holder alone (H5)."""
    return standing.is_holder or any(each.role in FAMILY for each in standing.admissions)
