"""The young person's page: which parents see what is about health."""

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

from . import access, health
from .access import Right, Standing
from .health_readers import readers
from .models import HealthInsight

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def who_sees_health(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/helse/`: a yes for each parent, to be taken back at any time.

    It is there for an owner who decides alone; for everyone else it does not exist.
    """
    standing = access.require(request.person, log_id, Right.READ)
    if not decides(standing):
        raise Http404
    if request.method != "POST":
        return _page(request, standing)
    try:
        _do(standing, request)
    except Refused as refusal:
        return _page(request, standing, str(refusal))
    return redirect("health", log_id)


def decides(standing: Standing) -> bool:
    """Whether this is an owner with guardians who see what is about health only by the owner's
    yes. No question for anybody but the owner."""
    log = standing.log
    mine = standing.person.pk == log.owner_id
    return (
        mine and health.decides_alone(log, timezone.localdate()) and bool(health.guardians_of(log))
    )


def _do(standing: Standing, request: SignedInRequest) -> None:
    do, _colon, about = request.POST.get("do", "").partition(":")
    guardian = next(
        (each for each in health.guardians_of(standing.log) if str(each.pk) == about), None
    )
    words = {"name": guardian}
    if do == "yes" and guardian:
        health.let_guardian_see(standing, guardian.pk, at=timezone.now())
        said = _("%(name)s can now see what is marked as health information.")
    elif do == "no" and guardian:
        health.shut_guardian_out(standing, guardian.pk, at=timezone.now())
        said = _("%(name)s no longer sees what is marked as health information.")
    else:
        raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
    messages.success(request, said % words)


def _page(request: SignedInRequest, standing: Standing, refused: str = "") -> HttpResponse:
    open_yes = HealthInsight.objects.filter(log=standing.log, ended_at=None)
    since = dict(open_yes.values_list("guardian", "at"))
    context = {
        "standing": standing,
        "here": _("What is about health"),
        "tab": "plan",
        "guardians": [(each, since.get(each.pk)) for each in health.guardians_of(standing.log)],
        "helpers": [each for each in readers(standing).see if each.health],
        "refused": refused,
    }
    return render(request, "logs/health.html", context, status=UNPROCESSABLE if refused else 200)
