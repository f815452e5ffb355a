"""What waits for one person about consent, who is in the team and how the log goes on."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from stafett.book.questions import Question
from stafett.consent.coming import shown_birthdays
from stafett.consent.family_news import with_news
from stafett.consent.in_your_name import disputed as answered_wrongly
from stafett.consent.in_your_name import unseen
from stafett.consent.models import ClosingWish, Consent
from stafett.consent.words import together
from stafett.logs.models import AdmissionRole, Assignment
from stafett.people.models import Person

from .leaving import who_leaves
from .mine import MyLog
from .waiting import Waiting

LAPSES_WITHIN_DAYS = 30


def answers(rows: list[MyLog]) -> Iterator[Waiting]:
    """Consents that I am asked for, and batons that I am offered."""
    for row in rows:
        asking = row.asking
        if asking and asking.state == "asked" and asking.asks_me and not asking.i_answered:  # type: ignore[attr-defined]
            yield Waiting("consent", row)
    yield from (Waiting("baton", row) for row in rows if row.offer)


def in_my_name(me: Person, rows: list[MyLog]) -> Iterator[Waiting]:
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


def family(rows: list[MyLog]) -> Iterator[Waiting]:
    """What the register says anew, to whoever asks for consent there."""
    asks = _where_i_ask(rows)
    for log_id in with_news(asks):
        yield Waiting("family", asks[log_id])


def disputed(rows: list[MyLog]) -> Iterator[Waiting]:
    """Questions closed by one in whose name an answer was written down wrongly (G4)."""
    asks = _where_i_ask(rows)
    wrongly = answered_wrongly(asks)
    yield from (Waiting("disputed", asks[log]) for log in asks if log in wrongly)


def lapses(rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Consents that run out soon while nobody is asked for a new one."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_see_to}
    unasked = [pk for pk, row in held.items() if not row.asking or row.asking.state != "asked"]
    soon = today + timedelta(days=LAPSES_WITHIN_DAYS)
    for log_id, day in _run_out(unasked, soon):
        yield Waiting("lapse", held[log_id], day=day)


@Question
def _run_out(logs: Collection[UUID], by: date) -> QuerySet[Consent, tuple[UUID, date | None]]:
    active = Consent.objects.filter(log__in=logs, activated_at__isnull=False, ended_at=None)
    soon = active.filter(lapses_on__lte=by).order_by("lapses_on")
    return soon.values_list("log_id", "lapses_on")


def leaving(rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Who is soon no longer in the team, with the first day without them (A9)."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_see_to}
    for log_id, day, people in who_leaves(held, today):
        yield Waiting("leaving", held[log_id], day=day, who=together(people))


def assigned(rows: list[MyLog]) -> Iterator[Waiting]:
    """Whom a leader wants to have a baton of mine, and whom the family has not said yes to (E3)."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    for each in _asked_for(held):
        yield Waiting("assigned", held[each.log_id], who=str(each.receiver))


@Question
def _asked_for(logs: Collection[UUID]) -> QuerySet[Assignment]:
    asked = Assignment.objects.filter(log__in=logs, leg__ended_at=None, ended_at=None)
    return asked.exclude(told_at=None).select_related("receiver").order_by("at")


def wishes(rows: list[MyLog]) -> Iterator[Waiting]:
    """Wishes of the family that a log be closed where I have the baton (P3)."""
    held = {row.log.pk: row for row in rows if row.state == "open" and row.i_hold}
    for wish in _to_close(held):
        yield Waiting("wish", held[wish.log_id], wish=wish)


@Question
def _to_close(logs: Collection[UUID]) -> QuerySet[ClosingWish]:
    waiting = ClosingWish.objects.filter(log__in=logs, taken_back_at=None)
    return waiting.select_related("by").order_by("at")


def birthdays(me: Person, rows: list[MyLog], today: date) -> Iterator[Waiting]:
    """Birthdays that change who must say yes, to who sees to the log and to the owner."""
    going = {row.log.pk: row for row in rows if row.state == "open"}
    told = [pk for pk, row in going.items() if row.i_see_to or row.log.owner_id == me.pk]
    for birthday in shown_birthdays(told, today):
        row = going[birthday.log_id]
        if birthday.on > today or row.i_see_to:  # on the day the owner has the question itself
            yield Waiting("birthday", row, birthday=birthday, day=birthday.on)


def drafts(rows: list[MyLog]) -> Iterator[Waiting]:
    """What I have begun and not asked, and what somebody has said no to."""
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
