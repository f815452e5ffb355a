"""Saying how near a goal is, from 0 to 10."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing
from stafett.logs.fields import Line, OpenedAt, most
from stafett.logs.health_box import marks_of, with_health_box
from stafett.logs.way_back import way_back

from ..agreement import may_say
from ..models import Rating
from ..scale import MOST, plot, rate, ratings_of
from .goals import goal_of
from .writing import Said, attempt, says, sent

# Up to which value each face stands.
FACES = (
    (1, "very_bad", gettext_lazy("far away")),
    (4, "bad", gettext_lazy("some way off")),
    (5, "between", gettext_lazy("in the middle")),
    (8, "good", gettext_lazy("quite near")),
    (MOST, "very_good", gettext_lazy("there")),
)


class RateForm(forms.Form):
    """How near the goal is; no value is chosen beforehand."""

    value = forms.TypedChoiceField(
        label=gettext_lazy("Choose from 0 to 10"),
        choices=[(value, value) for value in range(MOST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the faces.")},
    )
    word = Line(
        label=gettext_lazy("Do you want to say why?"),
        max_length=most(Rating, "word"),
        required=False,
    )
    opened_at = OpenedAt()

    def __init__(self, *args: Any, writes: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not writes:
            del self.fields["word"]

    def steps(self) -> list[dict[str, Any]]:
        """Each value with its face and its word."""
        chosen = str(self["value"].value())
        faces = [next(each for each in FACES if value <= each[0]) for value in range(MOST + 1)]
        return [
            {"value": value, "face": face, "word": word, "chosen": chosen == str(value)}
            for value, (_most, face, word) in enumerate(faces)
        ]


@says
def scale(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """`/logg/<id>/mal/<id>/hvor-naer/`: how near the goal is, and what was said before (K19)."""
    log, goal = standing.log, goal_of(standing, goal_id)
    writes = standing.may(Right.WRITE)
    form = RateForm(sent(request), initial={"opened_at": log.book.count}, writes=writes)
    form = with_health_box(form, standing)
    back = way_back(request, log, "")

    def act(said: Said) -> None:
        rate(
            standing,
            goal.pk,
            value=said["value"],
            word=said.get("word", ""),
            health=marks_of(said),
            at=timezone.now(),
        )

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("Thank you. It is saved, and everyone in the log sees it."))
        if standing.is_owner and not back:
            return redirect("voice:room", log.pk)
        return redirect(back or reverse("plan:goal", args=[log.pk, goal.pk]))
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("How near are we?"),
        "goal": goal,
        "form": form,
        "back": back or reverse("plan:goal", args=[log.pk, goal.pk]),
        "may_say": may_say(standing) and goal.closed_at is None,
        "plot": plot(ratings_of(goal, standing.person), log.owner_id),
    }
    return render(request, "plan/rate.html", context, status=outcome.status)
