"""What was agreed in a log, by whom, by when, and whether it was done: for family and services
alike (K15, K16, D25)."""

from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stafett.consent.words import together
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.meetings.sitting_models import Task
from stafett.meetings.sitting_queries import tasks_shown
from stafett.plan.facts import MeasureFacts
from stafett.plan.queries import plan_of
from stafett.plan.rules import State


@dataclass(frozen=True)
class Promise:
    """Something that was agreed: a measure of the plan, or what somebody took on in a meeting."""

    what: str
    who: str  # together; "" where nobody was named
    due: date
    done_on: date | None
    mine: bool
    address: str
    given_up: bool = False  # ended without having worked

    @property
    def in_time(self) -> bool:
        """Done by its day; the day itself is in time."""
        return self.done_on is not None and self.done_on <= self.due and not self.given_up


@require_safe
@signed_in
def promises(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """What is late, what is to come, what is done. Two questions beside who asks."""
    standing = access.require(request.person, log_id, Right.READ)
    today, over = timezone.localdate(), standing.log.closed_at is not None
    agreed = sorted(all_of(standing), key=lambda each: each.due)
    left = [each for each in agreed if each.done_on is None]
    done = [each for each in agreed if each.done_on is not None]
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("What is agreed"),
        # In a closed log nothing is late any more.
        "late": [each for each in left if each.due < today and not over],
        "waiting": [each for each in left if each.due >= today or over],
        "done": sorted(done, key=lambda each: each.done_on or each.due, reverse=True),
        "in_time": sum(each.in_time for each in done),
    }
    return render(request, "overview/promises.html", context)


def all_of(standing: Standing) -> list[Promise]:
    """Everything agreed that this person may see. A measure that was ended is done with."""
    measures = plan_of(standing.log, standing.person).measures
    tasks = (
        tasks_shown(standing.person)
        .filter(log=standing.log)
        .exclude(meeting__sitting__read_at=None)
    )
    return list(
        chain(
            (_measure(each, standing) for each in measures),
            (_task(each, standing) for each in tasks),
        )
    )


def _measure(measure: MeasureFacts, standing: Standing) -> Promise:
    ended = measure.ended_at and timezone.localdate(measure.ended_at)
    state = measure.state(timezone.localdate())
    return Promise(
        measure.title,
        together([name for _key, name in measure.responsible]),
        measure.deadline,
        ended,
        measure.is_of(standing.person.pk),
        reverse("plan:measure", args=[standing.log.pk, measure.id]),
        given_up=state == State.ENDED,
    )


def _task(task: Task, standing: Standing) -> Promise:
    return Promise(
        task.what,
        str(task.person),
        task.due,
        task.done_at and timezone.localdate(task.done_at),
        task.person_id == standing.person.pk,
        reverse("meetings:meeting", args=[standing.log.pk, task.meeting_id]),
    )
