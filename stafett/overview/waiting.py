"""What waits for one person, and for one who leads, as my page tells it: `what_waits` finds it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from stafett.consent.models import Birthday, ClosingWish, Signature
from stafett.consent.words import together
from stafett.logs.models import Absence, Keeping
from stafett.logs.unattended import Lying, WaitingBaton, lying_batons, waiting_batons
from stafett.meetings.models import MeetingCall
from stafett.meetings.sitting_models import Task
from stafett.plan.models import Measure

from .mine import MyLog


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `kind` names its template in `overview/waiting/`."""

    kind: str
    row: MyLog
    measure: Measure | None = None
    day: date | None = None  # when the consent runs out
    answer: Signature | None = None  # written down in my name
    wish: ClosingWish | None = None
    birthday: Birthday | None = None
    number: int = 0  # of messages
    who: str = ""  # who leaves the team
    keeping: Keeping | None = None
    written_in: UUID | None = None  # the meeting, of what is kept that was written in one
    meeting: MeetingCall | None = None  # not answered
    task: Task | None = None  # taken on in a meeting
    held: UUID | None = None  # a meeting that I have not said how was
    absence: Absence | None = None  # in which I am asked to stand in

    @property
    def template(self) -> str:
        """How my page tells it."""
        return f"overview/waiting/{self.kind}.html"

    @property
    def address(self) -> str:
        """Where it is done."""
        log = self.row.log.pk
        if self.measure:
            return reverse("plan:measure", args=[log, self.measure.pk])
        if self.answer:
            return reverse("consent:sign", args=[log, self.answer.consent_id])
        if self.kind == "consent" and self.row.asking:
            return reverse("consent:sign", args=[log, self.row.asking.pk])
        if self.keeping and self.written_in:
            return reverse("meetings:health", args=[log, self.written_in, self.keeping.subject])
        if self.keeping:
            return reverse("voice:health", args=[log, self.keeping.subject])
        if self.meeting:
            return reverse("meetings:meeting", args=[log, self.meeting.meeting_id])
        if self.task:
            return reverse("meetings:task", args=[log, self.task.meeting_id, self.task.pk])
        if self.held:
            return reverse("meetings:after", args=[log, self.held])
        if self.absence:
            return reverse("away", args=[log])
        if self.kind == "messages":
            return reverse("messages:threads", args=[log])
        if self.kind == "family":
            return reverse("family", args=[log])
        if self.kind in ("told", "talk", "no_talk"):
            return reverse("voice:told", args=[log])
        if self.kind == "wish":
            return reverse("consent:close", args=[log])
        return reverse("baton" if self.kind == "baton" else "consent:show", args=[log])

    @property
    def responsible(self) -> str:
        """Who is responsible for the measure."""
        people = self.measure.responsible.all() if self.measure else []
        return together([str(person) for person in people])


@dataclass(frozen=True)
class Unattended:
    """A baton for which a leader must find a holder: no log of the leader's own."""

    baton: Lying
    template: str = "overview/waiting/unattended.html"
    is_task: bool = True

    @property
    def address(self) -> str:
        """Where it says what to do."""
        return f"{reverse('leading')}?enhet={self.baton.unit_id}#trenger"


@dataclass(frozen=True)
class ForLeader:
    """Something about a baton that waits for a leader: no log of the leader's own."""

    baton: WaitingBaton
    template: str = "overview/waiting/for_leader.html"

    @property
    def is_task(self) -> bool:
        """Whether the leader must do something: not while somebody stands in."""
        return self.baton.kind != "away"

    @property
    def address(self) -> str:
        """Where it says what to do."""
        return f"{reverse('leading')}?enhet={self.baton.unit_id}#trenger"


def for_leaders() -> list[Unattended | ForLeader]:
    """What the one who is signed in is told as a leader: batons without a holder, what else must be
    seen to, and who is away while somebody stands in. Two questions."""
    lying = [Unattended(baton) for baton in lying_batons()]
    return [*lying, *(ForLeader(baton) for baton in waiting_batons())]
