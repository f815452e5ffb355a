"""What waits for one person, the most pressing first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from stafett.book.questions import Question
from stafett.consent.coming import shown_birthdays
from stafett.consent.family_news import with_news
from stafett.consent.in_your_name import disputed, unseen
from stafett.consent.models import Birthday, ClosingWish, Consent, Signature
from stafett.consent.words import together
from stafett.logs.hidden import Keys, keys_of, shown
from stafett.logs.models import Absence, AdmissionRole, Assignment, Keeping
from stafett.logs.unattended import Lying, WaitingBaton, lying_batons, waiting_batons
from stafett.meetings.after_queries import unasked
from stafett.meetings.coming import unanswered
from stafett.meetings.models import MeetingCall
from stafett.meetings.sitting_models import Task
from stafett.meetings.sitting_queries import is_late, waiting_tasks
from stafett.messages.queries import unread_in
from stafett.people.models import Person
from stafett.plan.models import Measure
from stafett.plan.queries import measures_shown
from stafett.voice.queries import missing_talks, unheard

from .leaving import who_leaves
from .mine import MyLog

DUE_WITHIN_DAYS = 14
LAPSES_WITHIN_DAYS = 30


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


def waiting_for(me: Person, rows: list[MyLog], today: date) -> list[Waiting]:
    """A consent to answer, a baton offered, measures late or soon due, messages not
    read, a draft to go on with.

    Who has the baton also hears of others' late measures (D25), when the consent runs out, what the
    population register says anew, when one of the family wishes the log closed (P3), and of
    birthdays that change who must say yes; so does the owner. Whom the child has told something is
    told so, and not what (M11); a talk with the child that nobody has had shows (D26). What a child
    asks to keep from guardians waits for the holder's judgement. Who leaves
    the team soon is told to who has the baton (A9). Twenty questions at most.
    """
    measures = list(_measures(me, rows, today))
    late = [each for each in measures if each.kind == "late"]
    others = [each for each in measures if each.kind == "others_late"]
    due = [each for each in measures if each.kind == "due"]
    wrongly = list(_disputed(rows))
    told_of = {each.row.log.pk for each in wrongly}
    return [
        *_answers(rows),
        *_stand_ins(me, rows, today),
        *_meetings(me, rows),
        *_told(me, rows),
        *_keepings(me, rows),
        *_in_my_name(me, rows),
        *wrongly,
        *_no_talks(me, rows, today),
        *_family(rows),
        *_assigned(rows),
        *_lapses(rows, today),
        *_leaving(rows, today),
        *_wishes(rows),
        *_birthdays(me, rows, today),
        *late,
        *others,
        *_tasks(me, rows, today),
        *_messages(me, rows),
        *_after_meetings(me, rows),
        *due,
        *(each for each in _drafts(rows) if each.row.log.pk not in told_of),
    ]


def _after_meetings(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Meetings that I was called in to and have not said how were (L10)."""
    known = {row.log.pk: row for row in rows if row.state == "open" and not row.plan_alone}
    for sitting in unasked(me, known, timezone.now()):
        yield Waiting("after", known[sitting.log_id], held=sitting.meeting_id)


def _meetings(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Invitations that I have not answered (D15)."""
    known = {row.log.pk: row for row in rows if row.state == "open" and not row.plan_alone}
    for call in unanswered(me, known, timezone.now()):
        yield Waiting("meeting", known[call.log_id], meeting=call)


def _tasks(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """What I have taken on in meetings, late or soon due (L3). One question."""
    known = {row.log.pk: row for row in rows if row.state == "open" and not row.plan_alone}
    soon = today + timedelta(days=DUE_WITHIN_DAYS)
    for task in waiting_tasks(me, known, soon):
        kind = "late_errand" if is_late(task, today) else "errand"
        yield Waiting(kind, known[task.log_id], task=task, day=task.due)


def _told(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Logs whose child has told me something that I have not said is read; a wish to talk first."""
    known = {row.log.pk: row for row in rows}
    found = set(unheard(me, known))
    asked = [pk for pk in known if (pk, True) in found]
    yield from (Waiting("talk", known[pk]) for pk in asked)
    told = [pk for pk in known if (pk, False) in found and pk not in asked]
    yield from (Waiting("told", known[pk]) for pk in told)


def _keepings(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Wishes that I am to judge: that something I may see myself be kept from the guardians."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    for wish in _to_judge(held, keys_of(me).things):
        yield Waiting("keeping", held[wish.log_id], keeping=wish)


@Question
def _to_judge(logs: Collection[UUID], hidden: Collection[UUID]) -> QuerySet[Keeping]:
    wishes = Keeping.objects.filter(shown(Keys(hidden), "subject"), log__in=logs)
    return wishes.filter(ended_at=None, kept=None).order_by("at")


def _no_talks(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    known = {row.log.pk: row for row in rows if row.state == "open"}
    held = [pk for pk, row in known.items() if row.i_hold]
    yield from (Waiting("no_talk", known[pk]) for pk in missing_talks(me, held, known, today))


def _answers(rows: list[MyLog]) -> Iterator[Waiting]:
    for row in rows:
        asking = row.asking
        if asking and asking.state == "asked" and asking.asks_me and not asking.i_answered:  # type: ignore[attr-defined]
            yield Waiting("consent", row)
    yield from (Waiting("baton", row) for row in rows if row.offer)


def _stand_ins(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Holders who are away and ask me to stand in (D5). One question."""
    known = {row.log.pk: row for row in rows if row.state == "open"}
    for absence in _to_stand_in(me.pk, known, today):
        yield Waiting("stand_in", known[absence.log_id], absence=absence)


@Question
def _to_stand_in(me: UUID, logs: Collection[UUID], today: date) -> QuerySet[Absence]:
    asked = Absence.objects.filter(deputy=me, log__in=logs, answer=None, ended_at=None)
    return asked.filter(until__gte=today).select_related("holder").order_by("from_date")


def _in_my_name(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Answers that staff wrote down, until I have opened the page that tells of it (G4)."""
    known = {row.log.pk: row for row in rows if row.of_family}
    for answer in unseen(me, known):
        yield Waiting("recorded", known[answer.log_id], answer=answer)


def _where_i_ask(rows: list[MyLog]) -> dict[UUID, MyLog]:
    return {
        row.log.pk: row
        for row in rows
        if (row.state == "open" and row.i_hold)
        or (row.state == "draft" and AdmissionRole.STARTER in row.roles)
    }


def _family(rows: list[MyLog]) -> Iterator[Waiting]:
    """What the register says anew, to whoever asks for consent there."""
    asks = _where_i_ask(rows)
    for log_id in with_news(asks):
        yield Waiting("family", asks[log_id])


def _disputed(rows: list[MyLog]) -> Iterator[Waiting]:
    """Questions closed by one in whose name an answer was written down wrongly (G4)."""
    asks = _where_i_ask(rows)
    wrongly = disputed(asks)
    yield from (Waiting("disputed", asks[log]) for log in asks if log in wrongly)


def _lapses(rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Consents that run out soon while nobody is asked for a new one."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    unasked = [pk for pk, row in held.items() if not row.asking or row.asking.state != "asked"]
    soon = today + timedelta(days=LAPSES_WITHIN_DAYS)
    for log_id, day in _run_out(unasked, soon):
        yield Waiting("lapse", held[log_id], day=day)


@Question
def _run_out(logs: Collection[UUID], by: date) -> QuerySet[Consent, tuple[UUID, date | None]]:
    active = Consent.objects.filter(log__in=logs, activated_at__isnull=False, ended_at=None)
    soon = active.filter(lapses_on__lte=by).order_by("lapses_on")
    return soon.values_list("log_id", "lapses_on")


def _leaving(rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Who is soon no longer in the team, with the first day without them (A9)."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    for log_id, day, people in who_leaves(held, today):
        yield Waiting("leaving", held[log_id], day=day, who=together(people))


def _assigned(rows: list[MyLog]) -> Iterator[Waiting]:
    """Whom a leader wants to have a baton of mine, and whom the family has not said yes to (E3)."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    for each in _asked_for(held):
        yield Waiting("assigned", held[each.log_id], who=str(each.receiver))


@Question
def _asked_for(logs: Collection[UUID]) -> QuerySet[Assignment]:
    asked = Assignment.objects.filter(log__in=logs, leg__ended_at=None, ended_at=None)
    return asked.exclude(told_at=None).select_related("receiver").order_by("at")


def _wishes(rows: list[MyLog]) -> Iterator[Waiting]:
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    for wish in _to_close(held):
        yield Waiting("wish", held[wish.log_id], wish=wish)


@Question
def _to_close(logs: Collection[UUID]) -> QuerySet[ClosingWish]:
    wishes = ClosingWish.objects.filter(log__in=logs, taken_back_at=None)
    return wishes.select_related("by").order_by("at")


def _birthdays(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    going = {row.log.pk: row for row in rows if row.state == "open"}
    told = [pk for pk, row in going.items() if row.i_hold or row.log.owner_id == me.pk]
    for birthday in shown_birthdays(told, today):
        row = going[birthday.log_id]
        if birthday.on > today or row.i_hold:  # on the day the owner has the question itself
            yield Waiting("birthday", row, birthday=birthday, day=birthday.on)


def _drafts(rows: list[MyLog]) -> Iterator[Waiting]:
    for row in rows:
        if row.state == "open" or "starter" not in row.roles:
            continue
        if row.state == "closed":
            if row.asking is None or row.asking.state == "prepared":
                yield Waiting("reopen", row)
        elif row.asking is None or row.asking.state == "prepared":
            yield Waiting("draft", row)
        elif row.asking.refused:  # type: ignore[attr-defined]
            yield Waiting("refused", row)


def _messages(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Messages I have not opened; nothing of what they say. One question."""
    known = {row.log.pk: row for row in rows if row.state == "open"}
    found = unread_in(me, known)
    for pk in sorted(found, key=lambda pk: str(known[pk].log.owner)):
        yield Waiting("messages", known[pk], number=found[pk])


def _measures(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    known = {row.log.pk: row for row in rows if row.state == "open"}
    held = [pk for pk, row in known.items() if row.i_hold]
    soon = today + timedelta(days=DUE_WITHIN_DAYS)
    for measure in _due(me.pk, keys_of(me).things, known, held, today, soon):
        late = measure.deadline < today
        if me in measure.responsible.all():
            yield Waiting("late" if late else "due", known[measure.log_id], measure)
        else:
            yield Waiting("others_late", known[measure.log_id], measure)


@Question
def _due(
    me: UUID,
    hidden: Collection[UUID],
    logs: Collection[UUID],
    held: Collection[UUID],
    today: date,
    soon: date,
) -> QuerySet[Measure]:
    mine = Q(pk__in=Measure.objects.filter(log__in=logs, responsible=me).values("pk"))
    return (
        measures_shown(Keys(hidden))
        .filter(log__in=logs, ended_at=None)
        .filter((mine & Q(deadline__lte=soon)) | Q(log__in=held, deadline__lt=today))
        .prefetch_related("responsible")
        .order_by("deadline", "order")
    )
