"""A plan as one reads it: goals, measures, and who agrees."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from .rules import State, state_on

SHORT = 300  # of a long comment, so much is told in a list


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as a list tells it (K18)."""

    id: UUID
    goal_id: UUID
    title: str
    arena: str
    place: str
    starts_on: date | None
    deadline: date
    order: int  # 0 until somebody has chosen one
    ended_at: datetime | None
    ending_comment: str  # how it ended, `SHORT` characters; "" where one may not see it
    result: str  # of the last evaluation that one may see; "" where there is none
    responsible: tuple[tuple[UUID, str], ...]  # ids and names
    picture: str = ""  # its name in the open set
    photo_id: UUID | None = None  # or one of one's own

    def state(self, today: date, *, log_closed: bool = False) -> State:
        """The measure's state on a day."""
        return state_on(
            today,
            starts_on=self.starts_on,
            deadline=self.deadline,
            ended=self.ended_at is not None,
            result=self.result,
            log_closed=log_closed,
        )

    def is_of(self, person_id: UUID) -> bool:
        """Whether this person is one of those responsible."""
        return any(each == person_id for each, _name in self.responsible)


@dataclass(frozen=True)
class Answer:
    """Whether one of the family agrees with a goal's words as they stand (K7)."""

    person_id: UUID
    name: str
    agrees: bool


@dataclass(frozen=True)
class GoalFacts:
    """A goal with what stands under it."""

    id: UUID
    main_id: UUID | None
    text: str
    review_on: date | None
    closed_at: datetime | None
    closing_comment: str  # its beginning, `SHORT` characters
    measures: tuple[MeasureFacts, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def agree(self) -> list[str]:
        """The names of those who agree with its words as they stand."""
        return [each.name for each in self.answers if each.agrees]

    @property
    def want_other_words(self) -> list[str]:
        """The names of those who do not."""
        return [each.name for each in self.answers if not each.agrees]


@dataclass(frozen=True)
class Plan:
    """Everything agreed on in a log."""

    concern: str
    shared: str
    written_by: str
    written_at: datetime | None
    goals: tuple[GoalFacts, ...]

    @property
    def main(self) -> GoalFacts | None:
        """The open main goal."""
        mains = (goal for goal in self.goals if goal.main_id is None and not goal.closed_at)
        return next(mains, None)

    @property
    def measures(self) -> list[MeasureFacts]:
        """All measures, in the goals' order."""
        return [measure for goal in self.goals for measure in goal.measures]
