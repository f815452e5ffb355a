"""How a meeting that was held is told: who was there, what was said and decided, how it was."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from stafett.meetings import sitting, sitting_tasks
from stafett.meetings.actions.after import say_how_it_was
from stafett.meetings.sitting import Chosen, Went
from stafett.meetings.sitting_tasks import Errand

from .story import Story


@dataclass(frozen=True)
class Sat:
    """What came of a meeting. `tells`: who tells the child, how, how it says its view."""

    present: tuple[str, ...]
    went: dict[UUID, Went]
    chosen: Chosen
    tells: tuple[str, str, str]
    tasks: tuple[tuple[str, str, int], ...]  # what, who, in how many days
    remark: str
    impressions: dict[str, tuple[str, str]] = field(default_factory=dict)


def hold(story: Story, leader: str, days_ago: int, meeting: UUID, sat: Sat) -> None:
    """Hold a meeting from its beginning until its minutes are read out; then say how it was."""
    ids, at = story.stage.ids, story.stage.at(days_ago, "14:00")
    with story.by(leader) as place:
        sitting.meet(place, meeting, [ids[name] for name in sat.present], at=at)
        sitting.hear_voice(place, meeting, at=at + timedelta(minutes=9))
        for minute, (measure, went) in enumerate(sat.went.items(), 12):
            sitting.review(place, meeting, measure, went, at=at + timedelta(minutes=2 * minute))
        sitting.choose_way(place, meeting, sat.chosen, at=at + timedelta(minutes=35))
        who, how, view = sat.tells
        told = at + timedelta(minutes=41)
        sitting.settle_informing(place, meeting, ids[who], how=how, view=view, at=told)
        for what, who, days in sat.tasks:
            errand = Errand(what, ids[who], story.stage.on(-days))
            sitting_tasks.take_on(place, meeting, errand, at=at + timedelta(minutes=46))
        sitting_tasks.remark(place, meeting, sat.remark, at=at + timedelta(minutes=50))
        sitting.read_out(place, meeting, at=at + timedelta(minutes=55))
    for hour, (name, (heard, knows)) in enumerate(sat.impressions.items(), 2):
        with story.by(name) as place:
            said = at + timedelta(hours=hour)
            say_how_it_was(place, meeting, heard=heard, knows_next=knows, at=said)
