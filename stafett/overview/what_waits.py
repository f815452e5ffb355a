"""All that waits for one person, the most pressing first."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from stafett.book.questions import Question
from stafett.logs.absences import StandIn
from stafett.logs.access import LET_IN
from stafett.logs.hidden import Keys, keys_of, shown
from stafett.logs.models import Absence, Keeping, Leg
from stafett.meetings.after_queries import unasked
from stafett.meetings.coming import unanswered
from stafett.meetings.minutes_queries import meetings_with
from stafett.meetings.sitting_queries import is_late, waiting_tasks
from stafett.messages.queries import unread_in
from stafett.people.models import Person
from stafett.plan.models import Measure
from stafett.plan.shown import measures_shown
from stafett.voice.queries import missing_talks, unheard

from . import waiting_of_consent as of_consent
from .mine import MyLog
from .waiting import Waiting

DUE_WITHIN_DAYS = 14


def waiting_for(me: Person, rows: list[MyLog], today: date) -> list[Waiting]:
    """A consent to answer, a baton offered, measures late or soon due, messages not
    read, a draft to go on with.

    Who has the baton also hears of others' late measures (D25), when the consent runs out, what the
    population register says anew, when one of the family wishes the log closed (P3), and of
    birthdays that change who must say yes; so does the owner. Who stands in meanwhile hears of what
    somebody without the baton can see to (D5). Whom the child has told something is
    told so, and not what (M11); a talk with the child that nobody has had shows (D26). What a child
    asks to keep from guardians waits for the holder's judgement. Who leaves
    the team soon is told to who has the baton (A9). Twenty questions at most.
    """
    asked_to_stand_in = list(_stand_ins(me, rows, today))
    measures = list(_measures(me, rows, today))
    late = [each for each in measures if each.kind == "late"]
    others = [each for each in measures if each.kind == "others_late"]
    due = [each for each in measures if each.kind == "due"]
    wrongly = list(of_consent.disputed(rows))
    told_of = {each.row.log.pk for each in wrongly}
    return [
        *of_consent.answers(rows),
        *asked_to_stand_in,
        *_meetings(me, rows),
        *_told(me, rows),
        *_keepings(me, rows),
        *of_consent.in_my_name(me, rows),
        *wrongly,
        *_no_talks(me, rows, today),
        *of_consent.family(rows),
        *of_consent.assigned(rows),
        *of_consent.lapses(rows, today),
        *of_consent.leaving(rows, today),
        *of_consent.wishes(rows),
        *of_consent.birthdays(me, rows, today),
        *late,
        *others,
        *_tasks(me, rows, today),
        *_messages(me, rows),
        *_after_meetings(me, rows),
        *due,
        *(each for each in of_consent.drafts(rows) if each.row.log.pk not in told_of),
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
    wishes = _to_judge(held, keys_of(me).things)
    places = meetings_with([wish.subject for wish in wishes]) if wishes else {}
    for wish in wishes:
        place = places.get(wish.subject)
        yield Waiting("keeping", held[wish.log_id], keeping=wish, written_in=place)


@Question
def _to_judge(logs: Collection[UUID], hidden: Collection[UUID]) -> QuerySet[Keeping]:
    wishes = Keeping.objects.filter(shown(Keys(hidden), "subject"), log__in=logs)
    return wishes.filter(ended_at=None, kept=None).order_by("at")


def _no_talks(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    known = {row.log.pk: row for row in rows if row.state == "open"}
    held = [pk for pk, row in known.items() if row.i_hold or (row.i_see_to and not row.plan_alone)]
    yield from (Waiting("no_talk", known[pk]) for pk in missing_talks(me, held, known, today))


def _stand_ins(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Holders who are away and ask me to stand in (D5); notes for whom I do. One question."""
    known = {row.log.pk: row for row in rows if row.state == "open"}
    for absence in _absences(me.pk, known, today):
        row = known[absence.log_id]
        if absence.answer is None:
            yield Waiting("stand_in", row, absence=absence)
        elif absence.from_date <= today and row.roles & LET_IN:
            row.i_stand_in_for = absence.holder


@Question
def _absences(me: UUID, logs: Collection[UUID], today: date) -> QuerySet[Absence]:
    """Not of one whose baton has gone on."""
    batons = Leg.objects.filter(log=OuterRef("log"), holder=OuterRef("holder"), ended_at=None)
    asked = Absence.objects.filter(Exists(batons), deputy=me, log__in=logs, ended_at=None)
    still = asked.filter(Q(answer=None) | Q(answer=StandIn.ACCEPTED), until__gte=today)
    return still.select_related("holder").order_by("from_date")


def _messages(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
    """Messages I have not opened; nothing of what they say. One question."""
    known = {row.log.pk: row for row in rows if row.state == "open"}
    found = unread_in(me, known)
    for pk in sorted(found, key=lambda pk: str(known[pk].log.owner)):
        yield Waiting("messages", known[pk], number=found[pk])


def _measures(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    known = {row.log.pk: row for row in rows if row.state == "open"}
    held = [pk for pk, row in known.items() if row.i_see_to]
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
