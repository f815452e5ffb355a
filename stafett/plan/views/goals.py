"""Setting, changing and closing goals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs import undo
from stafett.logs.access import Standing
from stafett.logs.health_box import marks_of, out_of_sight, with_health_box, words_of
from stafett.logs.repeats import said_already
from stafett.logs.way_back import way_back
from stafett.municipality.areas import areas_of

from .. import actions
from ..forms import CloseGoalForm, GoalForm
from ..goal_templates import begun, templates
from ..models import Goal
from ..things import goal_seen
from .writing import Said, Sheet, attempt, sent, writes

FIELDS = ("text", "background", "review_on", "area")


def goal_of(standing: Standing, goal_id: UUID) -> Goal:
    """A goal of this log. Raises Http404 for one of another."""
    goal = goal_seen(standing, goal_id)
    if goal is None:
        raise Http404
    return goal


@writes
def new_goal(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Set the main goal (K4)."""
    main = Goal.objects.filter(log=standing.log, main=None, closed_at=None).first()
    if main and request.method != "POST":
        return redirect("plan:goal", standing.log.pk, main.pk)
    return _set_goal(request, standing, None)


@writes
def new_subgoal(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """Set a subgoal that serves the main goal (K5)."""
    main = goal_of(standing, goal_id)
    if (main.closed_at or main.main_id) and request.method != "POST":
        return redirect("plan:goal", standing.log.pk, main.pk)
    return _set_goal(request, standing, main)


def _set_goal(request: SignedInRequest, standing: Standing, main: Goal | None) -> HttpResponse:
    log = standing.log
    areas = areas_of(log.municipality_id)
    name = log.owner.given_name
    begin = begun(request.GET.get("mal", ""), name, main=main is None)
    initial = {"opened_at": log.book.count, "text": begin}
    form = GoalForm(sent(request), initial=initial, areas=areas, main=main is None)
    form = with_health_box(form, standing)

    def act(said: Said) -> None:
        since = said.pop("opened_at")
        if said_already(standing, "plan.goal_set", since=since, goal=said["text"]):
            return
        main_id = main.pk if main else None
        words, marks = words_of(said), marks_of(said)
        actions.set_goal(standing, main_id=main_id, **words, health=marks, at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("The goal is saved."))
        return redirect("log", log.pk)
    sheet = Sheet(
        title=_("Set a subgoal") if main else _("Set the main goal"),
        lead=_("A step on the way to: %(goal)s") % {"goal": main.text}
        if main
        else _("How is it when you have got there? Choose the words together."),
        button=_("Save the goal"),
        back=reverse("log", args=[log.pk]),
        template="plan/write_goal.html",
        more={"templates": [(each, each.text(name)) for each in templates(main=main is None)]},
    )
    return sheet.show(request, standing, form, outcome)


@writes
def change_goal(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """Change a goal's words (K12, K16)."""
    log, goal = standing.log, goal_of(standing, goal_id)
    if goal.closed_at and request.method != "POST":
        return redirect("plan:goal", log.pk, goal.pk)
    back = way_back(request, log, "")
    initial = {name: getattr(goal, name) for name in FIELDS} | {"opened_at": log.book.count}
    form = GoalForm(
        sent(request), initial=initial, areas=areas_of(log.municipality_id), main=not goal.main_id
    )
    form = with_health_box(form, standing, goal.pk)

    def act(said: Said) -> None:
        words, marks = words_of(said), marks_of(said)
        actions.change_goal(standing, goal.pk, **words, health=marks, at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("The goal is changed."))
        if back or out_of_sight(form, standing):
            return redirect(back or reverse("log", args=[log.pk]))
        return redirect("plan:goal", log.pk, goal.pk)
    texts = {}
    if outcome.overtaken:
        goal.refresh_from_db(fields=FIELDS)
        texts = {name: (getattr(goal, name), form.cleaned_data[name]) for name in FIELDS}
    sheet = Sheet(
        title=_("Change the goal"),
        button=_("Save the goal"),
        back=back or reverse("plan:goal", args=[log.pk, goal.pk]),
        template="plan/write_goal.html",
    )
    return sheet.show(request, standing, form, outcome, texts=texts)


@writes
def close_goal(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """Close a goal with a short summary (K14)."""
    log, goal = standing.log, goal_of(standing, goal_id)
    if goal.closed_at and request.method != "POST":
        return redirect("plan:goal", log.pk, goal.pk)
    form = CloseGoalForm(sent(request), initial={"opened_at": log.book.count})
    form = with_health_box(form, standing, goal.pk)

    def act(said: Said) -> None:
        since = said["opened_at"]
        if said_already(standing, "plan.goal_closed", since=since, goal_id=str(goal.pk)):
            return
        actions.close_goal(
            standing,
            goal.pk,
            comment=said["comment"],
            health=marks_of(said),
            at=timezone.now(),
        )

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        if out_of_sight(form, standing):
            messages.success(request, _("The goal is closed."))
            return redirect("log", log.pk)
        again = reverse("plan:reopen_goal", args=[log.pk, goal.pk])
        undo.offer(request, _("The goal is closed."), again)
        return redirect("plan:goal", log.pk, goal.pk)
    sheet = Sheet(
        title=_("Close the goal"),
        lead=goal.text,
        button=_("Close the goal"),
        back=reverse("plan:goal", args=[log.pk, goal.pk]),
    )
    return sheet.show(request, standing, form, outcome)
