"""What was handed to the archive, for those who may have all of it."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.hidden import something_hidden

from .models import Deposit, DepositFile
from .printed import print_log
from .reading import LANGUAGES


@require_safe
@signed_in
def pdf(request: SignedInRequest, log_id: UUID, deposit_id: UUID) -> HttpResponse:
    """A deposit's print, for owner, guardians and holder (H5). Not found for everyone else."""
    standing = access.require(request.person, log_id, Right.READ)
    deposit = Deposit.objects.filter(log_id=log_id, pk=deposit_id).first()
    if deposit is None or not standing.has_prints:
        raise Http404
    return HttpResponse(
        _print(standing, deposit),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{file_name(deposit.made_at)}"'},
    )


def _print(standing: Standing, deposit: Deposit) -> bytes:
    """The print as it lies; for somebody from whom something is hidden, one without that. What was
    deleted by law is gone from the print too: a new one tells the rest."""
    file = DepositFile.objects.filter(deposit=deposit).first()
    if file is not None and file.pdf and not something_hidden(standing.person, standing.log):
        return bytes(file.pdf)
    language = get_language() or LANGUAGES[0]
    at, until = deposit.made_at, deposit.to_entry
    return print_log(standing.log, standing.person, language=language, until=until, at=at).pdf


def file_name(at: datetime) -> str:
    """No name of anybody: files lie about in folders of downloads."""
    return f"stafettlogg-{timezone.localdate(at):%Y-%m-%d}.pdf"
