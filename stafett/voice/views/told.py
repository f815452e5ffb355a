"""What the child has told, for those who hear it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing
from stafett.logs.models import HealthMark, MarkKind

from ..actions import telling
from ..models import Participation, Told
from ..queries import next_talk_in, participation_in, talks_in, told_in
from ..talk_forms import ParticipationForm
from ..youth import leads_to_youth
from .doors import for_listeners


@for_listeners
def told(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """The child's own words, the newest first; with a button that tells the child they are read."""
    if request.method == "POST":
        telling.heard(standing, _number(request.POST.get("told", "")), at=timezone.now())
        name = {"name": standing.log.owner.given_name}
        messages.success(request, _("%(name)s can see that you have read it.") % name)
        return redirect("voice:told", standing.log.pk)
    shown = list(told_in(standing))
    row = _marked(participation_in(standing.log, standing.person)).first()
    context = {
        "standing": standing,
        "tab": "voice",
        "told": [(each, _waits_for(standing, each)) for each in shown],
        "today": timezone.localdate(),
        "writes": standing.may(Right.WRITE),
        "agreed": next_talk_in(standing) if standing.log.state == "open" else None,
        "talks": _marked(talks_in(standing.log, standing.person)),
        "row": row,
        "takes_part": _takes_part(row),
        "youth": leads_to_youth(standing),
    }
    return render(request, "voice/told.html", context)


def _marked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With `health`: whether it is marked so."""
    marks = HealthMark.objects.filter(kind=MarkKind.HEALTH, ended_at=None)
    return rows.annotate(health=Exists(marks.filter(subject=OuterRef("pk"))))


def _takes_part(row: Participation | None) -> list[tuple[str, str]]:
    """The questions that are answered, with their answers."""
    fields = ParticipationForm.base_fields
    said = {name: getattr(row, name, "") for name in fields if name != "opened_at"}
    return [(str(fields[name].label), text) for name, text in said.items() if text]


def _number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _waits_for(standing: Standing, told: Told) -> bool:
    return any(
        each.person_id == standing.person.pk and each.heard_at is None for each in told.to.all()
    )
