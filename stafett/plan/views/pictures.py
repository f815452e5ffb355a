"""Choosing a measure's picture."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.picture_form import PictureForm
from stafett.logs.pictures import choices

from ..picturing import choose_for_measure
from .measures import measure_of
from .writing import Said, Sheet, attempt, writes

GROUPS = ("day", "play", "music", "nature", "animals", "going")


@writes
def picture(request: SignedInRequest, standing: Standing, measure_id: UUID) -> HttpResponse:
    """`…/tiltak/<id>/bilde/`: each picture is a button."""
    log, measure = standing.log, measure_of(standing, measure_id)
    posted = request.method == "POST"
    form = PictureForm(request.POST, request.FILES) if posted else PictureForm()

    def act(said: Said) -> None:
        choose_for_measure(standing, measure.pk, said["chosen"], at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("The picture is changed."))
        return redirect("plan:measure", log.pk, measure.pk)
    back = reverse("plan:measure", args=[log.pk, measure.pk])
    sheet = Sheet(
        title=_("Choose a picture"),
        lead=measure.title,
        button="",
        back=back,
        template="plan/picture.html",
        more={"groups": choices(*GROUPS), "now": measure.picture, "back": back},
    )
    return sheet.show(request, standing, form, outcome)
