"""What must be ready before a meeting: who talks with the child, what is to be evaluated (M3)."""

from dataclasses import dataclass

from django.utils import timezone

from stafett.logs.access import Standing
from stafett.plan.facts import MeasureFacts
from stafett.plan.queries import plan_of
from stafett.plan.rules import State
from stafett.voice.models import NextTalk
from stafett.voice.queries import how_it_takes_part, next_talk_in

from .queries import MeetingNow


@dataclass(frozen=True)
class Ready:
    """What is ready before a meeting, and what is not."""

    talk: NextTalk | None
    in_time: bool  # the talk is agreed for the day of the meeting or before
    measures: list[MeasureFacts]  # under way or late, by their deadlines
    takes_part: str  # how the child takes part, as it is written; H9


def ready_for(standing: Standing, now: MeetingNow) -> Ready:
    """What this person may see of it. Three questions."""
    talk = next_talk_in(standing)
    day, today = timezone.localdate(now.starts_at), timezone.localdate()
    plan = plan_of(standing.log, standing.reader)
    going = [each for each in plan.measures if each.state(today) in (State.LATE, State.GOING)]
    return Ready(
        talk,
        talk is not None and talk.on <= day,
        sorted(going, key=lambda each: each.deadline),
        how_the_child_takes_part(standing),
    )


def how_the_child_takes_part(standing: Standing) -> str:
    """As it is written: in the whole meeting or a part, with few in the room (H9). One question."""
    row = how_it_takes_part(standing.log, standing.person)
    return row.takes_part if row else ""
