"""The quiet question to the family: do you agree with the goal's words?"""

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
from stafett.logs.fields import OpenedAt
from stafett.logs.queries import team

from ..agreement import answer_goal, may_say, said_of, unanswered
from ..models import Goal
from .goals import goal_of
from .writing import Said, attempt, opened_anew, says, sent

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """Yes, or other words; the buttons themselves are the answer."""

    answer = forms.ChoiceField(
        choices=[(YES, ""), (NO, "")],
        error_messages={
            "required": gettext_lazy("Press one of the two buttons."),
            "invalid_choice": gettext_lazy("Press one of the two buttons."),
        },
    )
    opened_at = OpenedAt()


@says
def agree(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """`/logg/<id>/mal/<id>/enig/`: who agrees with the goal, and one's own answer (K7)."""
    log, goal = standing.log, goal_of(standing, goal_id)
    form = AnswerForm(sent(request), initial={"opened_at": log.book.count})

    def act(said: Said) -> None:
        yes = said["answer"] == YES
        since = said["opened_at"]
        answer_goal(standing, goal.pk, agrees=yes, opened_at=since, at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        return _thanks(request, standing, goal, yes=form.cleaned_data["answer"] == YES)
    if outcome.status != 200:
        form.data = opened_anew(request, standing)
    said = said_of(goal, team(log))
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("The goal’s words"),
        "goal": goal,
        "form": form,
        "said": said,
        "mine": next((each.answer for each in said if each.person == standing.person), None),
        "may_answer": may_say(standing) and goal.closed_at is None,
    }
    return render(request, "plan/agree.html", context, status=outcome.status)


def _thanks(request: SignedInRequest, standing: Standing, goal: Goal, *, yes: bool) -> HttpResponse:
    """On to the next goal that waits for an answer; who wants other words may say which."""
    log = standing.log
    if not yes and standing.may(Right.WRITE):
        messages.success(request, _("It is saved. Write here which words you would rather have."))
        return redirect(reverse("plan:goal", args=[log.pk, goal.pk]) + "#kommentar")
    if not yes:
        messages.success(request, _("It is saved. Talk with the one who has the baton about it."))
    elif waiting := unanswered(standing.person, [log.pk]):
        messages.success(request, _("Thank you. It is saved. Here is the next goal."))
        return redirect("plan:agree", log.pk, waiting[0].pk)
    else:
        messages.success(request, _("Thank you. It is saved."))
    return redirect("plan:goal", log.pk, goal.pk)
