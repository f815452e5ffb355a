"""A goal's and a measure's own page: all its story, and a word about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing
from stafett.logs.health_box import is_marked, marks_of, with_health_box
from stafett.logs.repeats import said_already

from .. import actions
from ..agreement import may_say, not_answered
from ..forms import CommentForm
from ..lines import line, lines
from ..models import Goal, Measure
from ..queries import plan_of
from ..scale import plot, ratings_of
from ..story import story_of_goal, story_of_measure
from .goals import goal_of
from .measures import measure_of
from .writing import Outcome, Said, attempt, reads, sent


@reads
def goal(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """A goal with its measures, its story, and room for a comment (K12)."""
    log, the_goal = standing.log, goal_of(standing, goal_id)
    form = CommentForm(sent(request), initial={"opened_at": log.book.count})
    form = with_health_box(form, standing)
    outcome = _comment(request, standing, form, the_goal)
    if outcome.done:
        return redirect("plan:goal", log.pk, the_goal.pk)
    plan = plan_of(log, standing.person)
    facts = next(each for each in plan.goals if each.id == the_goal.pk)
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("Subgoal") if the_goal.main else _("Main goal"),
        "goal": the_goal,
        "facts": facts,
        "plot": plot(ratings_of(the_goal, standing.person), log.owner_id),
        "rates": may_say(standing) and the_goal.closed_at is None,
        "not_answered": not_answered(standing, plan),
        "lines": lines(log, facts.measures, timezone.localdate()),
        "subgoals": [each for each in plan.goals if each.main_id == the_goal.pk],
        "story": story_of_goal(the_goal, standing.person),
        "writes": standing.may(Right.WRITE),
        "form": form,
        "key": the_goal.pk,
        "marked": is_marked(the_goal.pk),
    }
    return render(request, "plan/goal.html", context, status=outcome.status)


@reads
def measure(request: SignedInRequest, standing: Standing, measure_id: UUID) -> HttpResponse:
    """A measure: who, where and when, its story, and room for a comment (K12)."""
    log, the_measure = standing.log, measure_of(standing, measure_id)
    form = CommentForm(sent(request), initial={"opened_at": log.book.count})
    form = with_health_box(form, standing)
    outcome = _comment(request, standing, form, the_measure)
    if outcome.done:
        return redirect("plan:measure", log.pk, the_measure.pk)
    facts = next(
        each for each in plan_of(log, standing.person).measures if each.id == the_measure.pk
    )
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("Measure"),
        "measure": the_measure,
        "line": line(log, facts, timezone.localdate()),
        "story": story_of_measure(the_measure, standing.person),
        "writes": standing.may(Right.WRITE),
        "form": form,
        "key": the_measure.pk,
        "marked": is_marked(the_measure.pk),
    }
    return render(request, "plan/measure.html", context, status=outcome.status)


def _comment(
    request: SignedInRequest, standing: Standing, form: CommentForm, about: Goal | Measure
) -> Outcome:
    words, goal_id, measure_id = (
        (about.text, about.pk, None) if isinstance(about, Goal) else (about.title, None, about.pk)
    )

    def act(said: Said) -> None:
        since, text = said["opened_at"], said["text"]
        if said_already(standing, "plan.commented", since=since, about=words, text=text):
            return
        actions.comment(
            standing,
            goal_id=goal_id,
            measure_id=measure_id,
            text=text,
            health=marks_of(said),
            at=timezone.now(),
        )

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("Your comment is saved."))
    return outcome
