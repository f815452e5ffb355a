"""What waits for one person in one log, the most pressing first. The template has the words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from stafett.logs.access import Right, Standing
from stafett.meetings.models import MeetingCall
from stafett.plan.facts import MeasureFacts, Plan
from stafett.plan.rules import State
from stafett.voice.models import NextTalk

from .log_consent import ConsentFacts

SOON = timedelta(days=7)
SHOWN = 3  # one button, and two more in a sentence


@dataclass(frozen=True)
class Step:
    """One thing to do. `kind` chooses the words, in `overview/log_next.html`."""

    kind: str
    address: str
    about: str = ""
    who: str = ""
    day: date | None = None


def next_steps(
    standing: Standing,
    plan: Plan,
    consent: ConsentFacts,
    *,
    offered: bool,
    offer_waits: bool,
    family: bool,
    new: list[str],
    talk: NextTalk | None,
    meeting: MeetingCall | None,
    today: date,
) -> list[Step]:
    """What this person does next, never empty. `new`: names that only the asked consent has.

    `offered`: the baton, to this person; `offer_waits`: to anybody. `family`: the
    register has said something new that the holder has not seen. `talk`: the one with the child
    that is agreed and not had. `meeting`: the next one.
    """
    steps = [
        *_answers(standing, consent, offered=offered, new=new),
        *([Step("family", reverse("family", args=[standing.log.pk]))] if family else []),
        *_handing_over(standing, consent, offer_waits=offer_waits),
        *_invitation(standing, meeting),
        *_missing_talk(standing, talk, today),
        *_of_mine(standing, plan, today),
        *_of_the_plan(standing, plan, today),
    ]
    return steps[:SHOWN] or [Step("read", "#felles")]


def _answers(
    standing: Standing, consent: ConsentFacts, *, offered: bool, new: list[str]
) -> Iterator[Step]:
    log, me = standing.log, standing.person.pk
    if offered:
        giver = ", ".join(str(leg.holder) for leg in standing.legs)
        yield Step("baton", reverse("baton", args=[log.pk]), who=giver)
    if consent.asked_id and consent.needs(me):
        names = ", ".join(new)
        yield Step("consent", reverse("consent:sign", args=[log.pk, consent.asked_id]), names)


def _handing_over(
    standing: Standing, consent: ConsentFacts, *, offer_waits: bool
) -> Iterator[Step]:
    """In a transition the holder offers the baton to whom the family has said yes to (O2, D29)."""
    if not standing.is_holder or consent.next_holder is None or offer_waits:
        return
    pk, name = consent.next_holder
    if all(leg.holder_id != pk for leg in standing.legs):
        address = reverse("baton", args=[standing.log.pk])
        yield Step("hand_over", f"{address}?til={pk}", who=name)


def _invitation(standing: Standing, meeting: MeetingCall | None) -> Iterator[Step]:
    """An invitation to the next meeting that this person has not answered."""
    if meeting and meeting.invites and not meeting.answered:  # type: ignore[attr-defined]
        address = reverse("meetings:meeting", args=[standing.log.pk, meeting.meeting_id])
        day = timezone.localdate(meeting.starts_at)
        yield Step("meeting", address, who=str(meeting.written_by), day=day)


def _missing_talk(standing: Standing, talk: NextTalk | None, today: date) -> Iterator[Step]:
    """A talk whose day has passed: for whom it was agreed with, and for the holder (D26, M13)."""
    if talk is None or talk.on >= today or not standing.may(Right.WRITE):
        return
    if standing.is_holder or talk.adult_id == standing.person.pk:
        address = reverse("voice:write_talk", args=[standing.log.pk])
        mine = talk.adult_id == standing.person.pk
        yield Step("no_talk", address, who="" if mine else str(talk.adult), day=talk.on)


def _of_mine(standing: Standing, plan: Plan, today: date) -> Iterator[Step]:
    mine = [each for each in _going(plan, today) if each.is_of(standing.person.pk)]
    for measure in mine:
        if measure.deadline < today + SOON:
            yield _how(standing, measure, today)


def _going(plan: Plan, today: date) -> list[MeasureFacts]:
    going = (State.LATE, State.GOING)
    measures = [each for each in plan.measures if each.state(today) in going]
    return sorted(measures, key=lambda each: each.deadline)


def _how(standing: Standing, measure: MeasureFacts, today: date) -> Step:
    """Somebody who may only read is led to the measure itself."""
    page = "plan:evaluate" if standing.may(Right.WRITE) else "plan:measure"
    kind = "late" if measure.deadline < today else "due"
    mine = measure.is_of(standing.person.pk)
    names = "" if mine else ", ".join(name for _id, name in measure.responsible)
    address = reverse(page, args=[standing.log.pk, measure.id])
    return Step(kind, address, measure.title, names, measure.deadline)


def _of_the_plan(standing: Standing, plan: Plan, today: date) -> Iterator[Step]:
    log, main = standing.log, plan.main
    if not standing.may(Right.WRITE):
        return
    if not plan.shared:
        yield Step("understanding", reverse("plan:understanding", args=[log.pk]))
    if not standing.is_holder:
        return
    if main is None:
        yield Step("goal", reverse("plan:new_goal", args=[log.pk]))
        if plan.goals:  # all reached
            yield Step("close", reverse("consent:close", args=[log.pk]))
    elif not any(measure.ended_at is None for measure in plan.measures):
        goal = next((each for each in plan.goals if each.main_id and not each.closed_at), main)
        yield Step("measure", reverse("plan:new_measure", args=[log.pk, goal.id]), goal.text)
    # It is theirs to tell; the holder hears of it when the day is near.
    near = [each for each in _going(plan, today) if each.deadline < today + SOON]
    others = [each for each in near if not each.is_of(standing.person.pk)]
    yield from (_how(standing, each, today) for each in others[:1])
