"""`/logg/<id>/familien/`: what the register says anew of a family, to the one who asks there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.book.models import Content
from stafett.consent.family_news import news_of, seen
from stafett.consent.queries import Reason, reasons_now
from stafett.consent.rights import asker
from stafett.consent.rules import Scope
from stafett.consent.writing import where_written
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.municipality.queries import current_policy
from stafett.telling.words import told


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def family(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """What is new, who would have to say yes now, and the two ways on."""
    by = asker(request, log_id)
    if by.log.closed_at is not None:
        raise Http404
    if request.method == "POST":
        try:
            seen(by, at=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("It is noted that you have read it."))
        return redirect("log", log_id)
    news = news_of(by.log)
    data = dict(
        Content.objects.filter(
            book=by.log.book, number__in=[entry.number for entry in news]
        ).values_list("number", "data")
    )
    reasons, trouble = _who_decides(by)
    context = {
        "standing": by,
        "news": [(entry.at, told(entry.verb, data.get(entry.number))) for entry in news],
        "reasons": reasons,
        "trouble": trouble,
        "where_written": where_written(by.log),
    }
    return render(request, "overview/family.html", context)


def _who_decides(by: Standing) -> tuple[tuple[Reason, ...], str]:
    today = timezone.localdate()
    scope = Scope.OPEN if by.log.state == "draft" else Scope.PARTICIPANTS
    policy = current_policy(by.log.municipality_id, today)
    try:
        return reasons_now(by.log, policy, today, [scope]), ""
    except Refused as refusal:
        return (), str(refusal)
