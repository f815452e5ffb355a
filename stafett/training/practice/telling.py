"""How the logs of a demo user's own families are told, each up to its stage."""

from collections.abc import Callable
from uuid import UUID

from stafett.logs.models import Sees
from stafett.plan.models import Arena, Next, Result

from ..demonstration.stage import Stage
from ..demonstration.story import Story
from .families import Family

GOAL = "{name} er med i leken i hvert friminutt."
MEASURE = "Leken avtales med {name} på forhånd"
PURPOSE = "{name} skal ha noen å være sammen med."


class Practice:
    """One family's log. `user` and `colleague` work in the same unit, and are told by name."""

    def __init__(self, stage: Stage, family: Family, user: str, colleague: str) -> None:
        self.stage, self.family, self.user, self.colleague = stage, family, user, colleague
        self.parent = f"{family.parent.given_name} {family.parent.family_name}"

    def _words(self, text: str) -> str:
        return text.format(name=self.family.child.given_name)

    def open(self, starter: str, days_ago: int, *, signed: bool = True) -> Story:
        """A log that the guardian has been asked to open, and has."""
        number = self.family.child.number(self.stage.register_day)
        story = Story(self.stage, starter, number, self.family.short_name, days_ago)
        self.stage.ids[self.parent] = story.guardian
        named = {starter: ("Har stafettpinnen", Sees.EVERYTHING)}
        if starter != self.user:
            named[self.user] = ("Er med og hjelper", Sees.EVERYTHING)
        version = story.ask(
            starter, "open", days_ago, (self.parent,), named, purpose=self._words(PURPOSE)
        )
        if signed:
            story.sign(version, self.parent, days_ago - 1, "20:15")
        return story

    def plan(self, story: Story, holder: str, days_ago: int, days_left: int) -> tuple[UUID, UUID]:
        """A goal and a measure; the measure's deadline is in `days_left` days."""
        goal = story.goal(holder, days_ago, self._words(GOAL), None, review=days_left + 20)
        measure = story.measure(
            *(holder, days_ago, goal, self._words(MEASURE), (holder,)),
            *((Arena.UNIT, ""), days_left),
        )
        return goal, measure


def waiting(told: Practice) -> None:
    """The guardian has been asked and has not answered."""
    told.open(told.user, 2, signed=False)


def at_work(told: Practice) -> None:
    """Everything goes as agreed."""
    story = told.open(told.user, 30)
    told.plan(story, told.user, 25, days_left=20)


def late(told: Practice) -> None:
    """What was agreed should have been looked at last week."""
    story = told.open(told.user, 60)
    told.plan(story, told.user, 55, days_left=-6)


def offered(told: Practice) -> None:
    """The colleague asks the demo user to take the baton."""
    story = told.open(told.colleague, 50)
    told.plan(story, told.colleague, 45, days_left=25)
    story.offer(told.colleague, 1, told.user, "Kan du ta over? Familien vil gjerne ha deg.")


def ready(told: Practice) -> None:
    """The goal is reached: nothing is left to do but to close."""
    story = told.open(told.user, 120)
    goal, measure = told.plan(story, told.user, 115, days_left=-10)
    story.evaluate(told.user, 8, measure, Result.WORKED, "Nå avtaler barna det selv.", Next.END)
    story.close_goal(told.user, 5, goal, "Målet er nådd.")


TELLERS: dict[str, Callable[[Practice], None]] = {
    each.__name__: each for each in (waiting, at_work, late, offered, ready)
}
