"""What can be done in a meeting by who leads it, writes its minutes or has the baton (L1–L4)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import note
from stafett.logs.health import Said, settle
from stafett.logs.levels import Settled, move
from stafett.logs.queries import team
from stafett.plan import actions as plan

from .sitting_models import Decision, Informing, Reviewed, Sitting
from .sitting_parts import begun, enter, only_what_was_seen
from .sitting_queries import can_be_given
from .sitting_rules import Way


@transaction.atomic
def meet(by: Standing, meeting_id: UUID, present: list[UUID], *, at: datetime) -> None:
    """Begin the meeting with who is here, or mend who is. Raises Refused for who is not in the
    log, Conflict when the minutes have been read out."""
    log, by, now = enter(by, meeting_id)
    people = {each.person.pk: str(each.person) for each in team(log)}
    if not present or not set(present) <= set(people):
        raise Refused(_("Choose among those who are in the log."))
    names = sorted(people[key] for key in set(present))
    sitting = Sitting.objects.filter(meeting=now.meeting).first()
    if sitting is not None:
        begun(now)
        if set(sitting.present) == set(present):
            return
    verb = "meetings.present_changed" if sitting else "meetings.begun"
    data: dict[str, object] = {"who": str(by.person), "present": names}
    note(log, verb, data, at=at, by=by, about=[now.meeting.pk])
    if sitting is None:
        sitting = Sitting(log=log, meeting=now.meeting, began_by=by.person, began_at=at)
        sitting.present = present
        sitting.save(force_insert=True)
    else:
        sitting.present = present
        sitting.save(update_fields=["present"])


@transaction.atomic
def hear_voice(by: Standing, meeting_id: UUID, *, at: datetime) -> None:
    """Everyone has heard what the child wants to say, before anything else (M2, M6)."""
    log, by, now = enter(by, meeting_id)
    sitting = begun(now)
    if sitting.voice_heard_at is not None:
        return
    data: dict[str, object] = {"who": str(by.person), "child": log.owner.given_name}
    note(log, "meetings.voice_heard", data, at=at, by=by, about=[now.meeting.pk])
    sitting.voice_heard_at = at
    sitting.save(update_fields=["voice_heard_at"])


@dataclass(frozen=True)
class Went:
    """How a measure went, as everyone together says it, and how it is done from now on."""

    result: str
    why: str
    next_step: str
    from_now: str = ""


@transaction.atomic
def review(
    by: Standing,
    meeting_id: UUID,
    measure_id: UUID,
    went: Went,
    *,
    seen: str = "",
    at: datetime,
    health: Said = None,
) -> None:
    """Evaluate a measure together (K15, K16, K19); in the plan it stands as any other evaluation.

    `seen`, here and below: the key of what stood there when the form was opened. Raises Conflict
    when somebody has said it meanwhile, and as `plan.evaluate`.
    """
    log, by, now = enter(by, meeting_id)
    begun(now)
    last = Reviewed.objects.filter(meeting=now.meeting, measure=measure_id).order_by("at").last()
    only_what_was_seen(str(last.pk) if last else "", seen)
    evaluation = plan.evaluate(
        by, measure_id, result=went.result, why=went.why, next_step=went.next_step, at=at,
        health=health,
    )  # fmt: skip
    comment = (
        plan.comment(by, measure_id=measure_id, text=went.from_now, at=at, health=health)
        if went.from_now
        else None
    )
    Reviewed(
        log=log, meeting=now.meeting, measure=evaluation.measure,
        title=evaluation.measure.title, evaluation=evaluation, comment=comment, at=at,
    ).save(force_insert=True)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """The way on, and why; `level` where it leads up and `onwards` who then has the baton (B21),
    `team` whom one asks for advice."""

    way: str
    reason: str
    level: int | None = None
    team: str = ""
    onwards: str = ""


@transaction.atomic
def choose_way(
    by: Standing,
    meeting_id: UUID,
    chosen: Chosen,
    *,
    seen: str = "",
    at: datetime,
    health: Said = None,
) -> None:
    """Choose one of the five ways on (K17); one that leads to a level raises the log to it (B20).

    Who is in the meeting is who was heard (B21); why stands in the minutes alone, where it may be
    marked. Raises Refused as `levels.move`, Conflict when another has chosen meanwhile.
    """
    log, by, now = enter(by, meeting_id)
    sitting = begun(now)
    last = Decision.objects.filter(meeting=now.meeting).order_by("at").last()
    only_what_was_seen(str(last.pk) if last else "", seen)
    level = chosen.level if chosen.way == Way.LEVEL else None
    again = last is not None and last.level == level == log.level
    if chosen.way == Way.LEVEL and not again:
        settled = Settled("", sitting.present, chosen.onwards)
        move(log, level or 0, settled, by=by, at=at)
    row = Decision(
        pk=uuid4(), log=log, meeting=now.meeting, way=Way(chosen.way).value, level=level,
        team=chosen.team, reason=chosen.reason, by=by.person, at=at,
    )  # fmt: skip
    data: dict[str, object] = {
        "who": str(by.person), "way_on": row.way, "team": row.team, "text": row.reason,
    }  # fmt: skip
    about = [row.pk, now.meeting.pk]
    note(log, "meetings.way_chosen", data, at=at, by=by, about=about)
    row.save(force_insert=True)
    settle(log, about, health, by=by, at=at)


@transaction.atomic
def settle_informing(
    by: Standing,
    meeting_id: UUID,
    adult_id: UUID,
    *,
    how: str,
    view: str,
    seen: str = "",
    at: datetime,
    health: Said = None,
) -> None:
    """Settle who tells the child what was agreed, how, and how it may say its view (M4).

    Raises Refused for somebody who does not read the minutes, Conflict as `choose_way`.
    """
    log, by, now = enter(by, meeting_id)
    begun(now)
    last = Informing.objects.filter(meeting=now.meeting).order_by("at").last()
    only_what_was_seen(str(last.pk) if last else "", seen)
    adults = {each.person.pk: each.person for each in can_be_given(by, now)}
    adult = adults.get(adult_id)
    if adult is None or adult.pk == log.owner_id:
        raise Refused(_("Choose a grown-up among those who read the minutes."))
    row = Informing(
        pk=uuid4(), log=log, meeting=now.meeting, adult=adult, how=how, view=view, by=by.person,
        at=at,
    )  # fmt: skip
    data: dict[str, object] = {
        "who": str(by.person), "adult": str(adult), "child": log.owner.given_name, "text": how,
        "view": view,
    }  # fmt: skip
    about = [row.pk, now.meeting.pk]
    note(log, "meetings.informing_settled", data, at=at, by=by, about=about)
    row.save(force_insert=True)
    settle(log, about, health, by=by, at=at)


@transaction.atomic
def read_out(by: Standing, meeting_id: UUID, *, at: datetime) -> None:
    """The minutes are read out to everyone (L3): the meeting is over and they change no more."""
    log, by, now = enter(by, meeting_id)
    sitting = begun(now)
    data: dict[str, object] = {"who": str(by.person)}
    note(log, "meetings.read_out", data, at=at, by=by, about=[now.meeting.pk])
    sitting.read_by, sitting.read_at = by.person, at
    sitting.save(update_fields=["read_by", "read_at"])
