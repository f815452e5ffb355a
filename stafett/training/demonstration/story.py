"""How a log is told: who did what, so many days ago, each through the room's own action."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stafett.logs.picture_form import Chosen
from stafett.logs.picturing import choose_picture
from stafett.meetings.actions import answering, calling
from stafett.meetings.actions.calling import Invitation
from stafett.meetings.models import Coming
from stafett.meetings.models import Kind as MeetingKind
from stafett.messages import actions as messages
from stafett.messages.actions import Letter
from stafett.messages.models import Message
from stafett.plan import actions as plan
from stafett.plan import agreement, scale
from stafett.plan.models import Arena, Next, Result
from stafett.plan.picturing import choose_for_measure
from stafett.voice.actions import private, telling
from stafett.voice.models import Feeling, Kind

from .log_story import LogStory


@dataclass(frozen=True)
class Meant:
    """A meeting as it is meant: in how many days, at what time, where, who writes, and a word."""

    in_days: int
    clock: str
    place: str
    writes: str
    text: str
    kind: MeetingKind = MeetingKind.REGULAR


class Story(LogStory):
    """A log with what is planned in it."""

    def likes(self, name: str, days_ago: int, picture: str) -> None:
        """The child has chosen a picture."""
        with self.by(name) as place:
            choose_picture(place, Chosen(picture), at=self.stage.at(days_ago, "14:20"))

    def understand(
        self, name: str, days_ago: int, concern: str, shared: str, written_by: str
    ) -> None:
        """The concern and what everyone agrees it is about."""
        with self.by(name) as place:
            plan.write_understanding(
                place,
                concern=concern,
                shared=shared,
                written_by=written_by,
                opened_at=place.log.book.count,
                at=self.stage.at(days_ago, "14:30"),
            )

    def goal(self, name: str, days_ago: int, text: str, main: UUID | None, review: int) -> UUID:
        """A goal, looked at again in `review` days."""
        with self.by(name) as place:
            goal = plan.set_goal(
                place,
                main_id=main,
                text=text,
                background="",
                review_on=self.stage.on(-review),
                at=self.stage.at(days_ago, "14:40"),
            )
            return goal.pk

    def measure(
        self,
        name: str,
        days_ago: int,
        goal: UUID,
        title: str,
        who: tuple[str, ...],
        where: tuple[Arena, str],
        days_left: int,
        description: str = "",
        *,
        picture: str = "",
    ) -> UUID:
        """A measure whose deadline is in `days_left` days; past, when negative."""
        said = plan.MeasureText(
            title=title,
            description=description,
            arena=where[0],
            place=where[1],
            starts_on=self.stage.on(days_ago),
            deadline=self.stage.on(-days_left),
            responsible=tuple(self.stage.ids[each] for each in who),
        )
        with self.by(name) as place:
            pk = plan.agree_measure(place, goal, said, at=self.stage.at(days_ago, "14:50")).pk
            if picture:
                at = self.stage.at(days_ago, "14:50")
                choose_for_measure(place, pk, Chosen(picture), at=at)
            return pk

    def evaluate(
        self, name: str, days_ago: int, measure: UUID, result: Result, why: str, then: Next
    ) -> None:
        """How a measure went, and what now."""
        with self.by(name) as place:
            plan.evaluate(
                place,
                measure,
                result=result,
                why=why,
                next_step=then,
                at=self.stage.at(days_ago, "15:10"),
            )

    def say(
        self,
        name: str,
        days_ago: int,
        text: str,
        *,
        goal: UUID | None = None,
        measure: UUID | None = None,
    ) -> None:
        """A comment."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "18:20")
            plan.comment(place, goal_id=goal, measure_id=measure, text=text, at=at)

    def close_goal(self, name: str, days_ago: int, goal: UUID, comment: str) -> None:
        """A goal is reached."""
        with self.by(name) as place:
            plan.close_goal(place, goal, comment=comment, at=self.stage.at(days_ago, "15:20"))

    def agree(self, name: str, days_ago: int, goal: UUID) -> None:
        """One of the family agrees with a goal's words."""
        with self.by(name) as place:
            at, opened_at = self.stage.at(days_ago, "19:05"), place.log.book.count
            agreement.answer_goal(place, goal, agrees=True, opened_at=opened_at, at=at)

    def near(self, name: str, days_ago: int, goal: UUID, value: int, word: str = "") -> None:
        """How near the goal is, as one of the family sees it."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "19:10")
            scale.rate(place, goal, value=value, word=word, at=at)

    def write_privately(self, name: str, days_ago: int, text: str) -> None:
        """The owner writes what is not working, and shows it to nobody."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "15:40")
            private.keep(place, kind=Kind.NOT_WORKING, feeling="", text=text, at=at)

    def tell(
        self, name: str, days_ago: int, feeling: Feeling, text: str, to: tuple[str, ...] = ()
    ) -> None:
        """The owner tells how it is: everyone, or these alone."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "15:45")
            words = private.keep(place, kind=Kind.HOW, feeling=feeling, text=text, at=at)
            chosen = [self.stage.ids[each] for each in to] or None
            telling.share(place, words.pk, chosen=chosen, at=at)

    def write(
        self, name: str, days_ago: int, letter: Letter, to: tuple[str, ...] = (), clock: str = "12"
    ) -> UUID:
        """Send a message to everyone, or to some."""
        with self.by(name) as place:
            people = [self.stage.ids[each] for each in to]
            at = self.stage.at(days_ago, f"{clock}:20")
            return messages.send(place, letter, people, at=at).pk

    def invite(
        self, name: str, days_ago: int, said: Meant, people: tuple[str, ...], agenda: Sequence[str]
    ) -> UUID:
        """Invite to a meeting that is to come."""
        with self.by(name) as place:
            ids = self.stage.ids
            invitation = Invitation(
                starts_at=self.stage.at(-said.in_days, said.clock),
                minutes=60,
                leader_id=ids[name],
                minute_taker_id=ids[said.writes],
                place=said.place,
                text=said.text,
            )
            invited = [ids[each] for each in (name, *people)]
            at = self.stage.at(days_ago, "13:30")
            kind = said.kind
            return calling.call_meeting(
                place, invitation, invited, kind=kind, agenda=agenda, at=at
            ).pk

    def comes(self, name: str, days_ago: int, meeting: UUID, coming: Coming, word: str) -> None:
        """Say whether one comes."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "13:45")
            answering.answer(place, meeting, coming=coming, word=word, at=at)

    def answer(self, name: str, days_ago: int, message: UUID, text: str) -> None:
        """Read a message and answer it."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "20:05")
            messages.opened(place, [Message.objects.get(pk=message)], at=at)
            messages.answer(place, message, Letter("message", "", text), at=at)
