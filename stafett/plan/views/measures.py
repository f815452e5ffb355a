"""Agreeing on measures, changing them, and telling how they went."""

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
from stafett.logs.queries import Member, team
from stafett.logs.repeats import said_already
from stafett.logs.way_back import way_back
from stafett.municipality.areas import areas_of

from .. import actions
from ..lines import line_address
from ..measure_forms import EvaluateForm, MeasureForm
from ..models import MEASURE_SAYS, Arena, Measure, Next
from ..things import measure_seen
from .goals import goal_of
from .writing import Said, Sheet, Texts, attempt, sent, writes


def measure_of(standing: Standing, measure_id: UUID) -> Measure:
    """A measure of this log. Raises Http404 for one of another."""
    measure = measure_seen(standing, measure_id)
    if measure is None:
        raise Http404
    return measure


@writes
def new_measure(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """Agree on a measure under an open goal (K8–K11)."""
    log, goal = standing.log, goal_of(standing, goal_id)
    if goal.closed_at and request.method != "POST":
        return redirect("plan:goal", log.pk, goal.pk)
    back = way_back(request, log, "")
    initial, areas = {"opened_at": log.book.count, "area": goal.area}, areas_of(log.municipality_id)
    form = MeasureForm(sent(request), initial=initial, team=team(log), areas=areas)
    form = with_health_box(form, standing)

    made: list[Measure] = []

    def act(said: Said) -> None:
        since = said.pop("opened_at")
        if said_already(
            standing,
            "plan.measure_agreed",
            since=since,
            measure=said["title"],
            deadline=said["deadline"].isoformat(),
        ):
            return
        made.append(actions.agree_measure(standing, goal.pk, _text(said), at=timezone.now()))

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("The measure is saved."))
        if back:
            return redirect(back)
        if not made or out_of_sight(form, standing):
            return redirect("log", log.pk)
        return redirect(line_address(log, made[0].pk))
    sheet = Sheet(
        title=_("Agree on a measure"),
        lead=_("To reach: %(goal)s") % {"goal": goal.text},
        button=_("Save the measure"),
        back=back or reverse("log", args=[log.pk]),
        template="plan/write_measure.html",
    )
    return sheet.show(request, standing, form, outcome)


def _text(said: Said) -> actions.MeasureText:
    words = {name: said[name] for name in MEASURE_SAYS}
    responsible = tuple(said["responsible"])
    return actions.MeasureText(**words, responsible=responsible, health=marks_of(said))


@writes
def change_measure(request: SignedInRequest, standing: Standing, measure_id: UUID) -> HttpResponse:
    """Change a measure (K12, K16)."""
    log, measure = standing.log, measure_of(standing, measure_id)
    if measure.ended_at and request.method != "POST":
        return redirect("plan:measure", log.pk, measure.pk)
    back = way_back(request, log, "")
    members = team(log)
    now = _now(measure)
    initial = {**now, "opened_at": log.book.count}
    form = MeasureForm(
        sent(request),
        initial=initial,
        team=members,
        areas=areas_of(log.municipality_id),
        old_deadline=measure.deadline,
    )
    form = with_health_box(form, standing, measure.pk)

    def act(said: Said) -> None:
        since = said.pop("opened_at")
        text = _text(said)
        actions.change_measure(standing, measure.pk, text, opened_at=since, at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("The measure is changed."))
        if back or out_of_sight(form, standing):
            return redirect(back or reverse("log", args=[log.pk]))
        return redirect("plan:measure", log.pk, measure.pk)
    texts: Texts = {}
    if outcome.overtaken:
        theirs = _told(_now(measure_of(standing, measure.pk)), members)
        mine = _told(form.cleaned_data, members)
        texts = {name: (text, mine[name]) for name, text in theirs.items()}
    sheet = Sheet(
        title=_("Change the measure"),
        button=_("Save the measure"),
        back=back or reverse("plan:measure", args=[log.pk, measure.pk]),
        template="plan/write_measure.html",
    )
    return sheet.show(request, standing, form, outcome, texts=texts)


def _now(measure: Measure) -> Said:
    words = {name: getattr(measure, name) for name in MEASURE_SAYS}
    return words | {"responsible": [person.pk for person in measure.responsible.all()]}


def _told(said: Said, members: list[Member]) -> Said:
    """What a measure says, as a reader understands it."""
    chosen = set(said["responsible"])
    names = [str(member.person) for member in members if member.person.pk in chosen]
    words = {name: said[name] for name in MEASURE_SAYS}
    return words | {"arena": Arena(said["arena"]).label, "responsible": ", ".join(names)}


@writes
def evaluate(request: SignedInRequest, standing: Standing, measure_id: UUID) -> HttpResponse:
    """Tell how a measure went, why, and what now (K13, K15, K16)."""
    log, measure = standing.log, measure_of(standing, measure_id)
    if measure.ended_at and request.method != "POST":
        return redirect("plan:measure", log.pk, measure.pk)
    form = EvaluateForm(sent(request), initial={"opened_at": log.book.count})
    form = with_health_box(form, standing)

    def act(said: Said) -> None:
        since = said.pop("opened_at")
        same = {"measure_id": str(measure.pk), "why": said["why"], "next": said["next_step"]}
        if said_already(standing, "plan.measure_evaluated", since=since, **same):
            return
        words, marks = words_of(said), marks_of(said)
        actions.evaluate(standing, measure.pk, **words, health=marks, at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        if form.cleaned_data["next_step"] == Next.END:
            again = reverse("plan:reopen_measure", args=[log.pk, measure.pk])
            undo.offer(request, _("Thank you. The measure is ended."), again)
        else:
            messages.success(request, _("Thank you. What you wrote is saved."))
        return _what_now(form.cleaned_data["next_step"], measure)
    sheet = Sheet(
        title=_("How has it gone?"),
        lead=measure.title,
        button=_("Save how it went"),
        back=reverse("plan:measure", args=[log.pk, measure.pk]),
        template="plan/write_evaluation.html",
        more={"measure": measure},
    )
    return sheet.show(request, standing, form, outcome)


def _what_now(next_step: str, measure: Measure) -> HttpResponse:
    """Who wants to change something is led to where it is changed."""
    if next_step == Next.ADJUST_MEASURE:
        return redirect("plan:change_measure", measure.log_id, measure.pk)
    if next_step == Next.ADJUST_GOAL:
        return redirect("plan:change_goal", measure.log_id, measure.goal_id)
    return redirect("plan:measure", measure.log_id, measure.pk)
