"""What is remembered for people, looked for once a day: each thing is said once, by its key.

Deadlines and measures that are late (D25), talks with the child that nobody has had (D26, M13),
meetings, what nobody has answered, and logs in which nothing happens.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from stafett.book.models import Entry
from stafett.consent import invited as consents
from stafett.consent.models import Consent
from stafett.logs.models import Handover, Log
from stafett.meetings.models import Invited, MeetingCall
from stafett.municipality.models import Invitation, Municipality, Position, Role
from stafett.municipality.queries import current_policy, held
from stafett.plan.models import Responsible
from stafett.voice.models import NextTalk
from stafett.worker.batches import batches

from . import rules
from .minders import minders
from .models import Kind, Notice
from .parts import STANDS_IN
from .reading import leaders_over

AT_A_TIME = 2000
Found = Iterator[Notice]
OPEN = Q(log__opened_at__isnull=False, log__closed_at=None)


def remind(at: datetime) -> int:
    """Write down what people are to be reminded of on this day; how much of it is new.

    Safe to run again. Some questions for all logs, and some for each part of what is found.
    """
    written, found = 0, all_that_stands(at)
    for some in batches(found, AT_A_TIME):
        known = Notice.objects.filter(key__in=[each.key for each in some])
        told = set(known.values_list("key", flat=True))
        new = [each for each in some if each.key not in told]
        for each in new:
            each.at = at
        Notice.objects.bulk_create(new, ignore_conflicts=True)
        written += len(new)
    return written


def all_that_stands(at: datetime) -> Found:
    """All that people are reminded of on this day, whether they were told of it or not."""
    today = timezone.localdate(at)
    yield from _measures(today)
    yield from _talks(today)
    yield from _meetings(today)
    yield from _questions(at)
    yield from _offers(at)
    yield from _invitations(at)
    yield from _silence(at)


def told_alone(log_id: UUID, told_id: UUID, person_id: UUID, *, at: datetime) -> None:
    """Somebody is told something by a child: no more is known here, for no worker reads it."""
    log = Log.objects.filter(pk=log_id).first()
    if log:
        notice = _waits(f"told:{told_id}", log, person_id)
        notice.at = at
        Notice.objects.bulk_create([notice], ignore_conflicts=True)


def _to_all(what: str, log: UUID, town: UUID, people: set[UUID], deputies: set[UUID]) -> Found:
    """One thing to these people, and to those who stand in for one of them."""
    for person in people:
        yield _waits_in(what, log, town, person)
    for person in deputies - people:
        yield _waits_in(what, log, town, person, ends=STANDS_IN)


def _waits(what: str, log: Log, person: UUID, kind: Kind = Kind.WAITS) -> Notice:
    return _waits_in(what, log.pk, log.municipality_id, person, kind)


def _waits_in(
    what: str, log: UUID, town: UUID, person: UUID, kind: Kind = Kind.WAITS, ends: str = ""
) -> Notice:
    return Notice(
        key=f"{what}:{person}:{kind}{ends}",
        person_id=person,
        municipality_id=town,
        log_id=log,
        kind=kind,
    )


def _measures(today: date) -> Found:
    """Those responsible before the deadline; after it they, and who sees to the log (D25, K11)."""
    soon = today + rules.DEADLINE_AHEAD
    rows = Responsible.objects.filter(OPEN, measure__ended_at=None, measure__deadline__lte=soon)
    rows = rows.filter(Q(measure__deadline__lt=today) | Q(measure__agreed_at__date__lt=today))
    told = rows.values_list("log", "log__municipality", "measure", "measure__deadline", "person")
    for some in batches(told.iterator(AT_A_TIME), AT_A_TIME):
        late = {log for log, _town, _measure, deadline, _person in some if deadline < today}
        batons = minders(late, today)
        for log, town, measure, deadline, responsible in some:
            if deadline < today:
                people, deputies = {responsible, *batons[log].holders}, batons[log].deputies
                yield from _to_all(f"late:{measure}:{deadline}", log, town, people, deputies)
            else:
                yield _waits_in(f"due:{measure}:{deadline}", log, town, responsible)


def _talks(today: date) -> Found:
    """The adult who was to talk with the child, and who sees to the log (D26, M13)."""
    missing = NextTalk.objects.filter(OPEN, done_at=None, on__lt=today).select_related("log")
    batons = minders({talk.log_id for talk in missing}, today)
    for talk in missing:
        log, baton = talk.log, batons[talk.log_id]
        people = {talk.adult_id, *baton.holders}
        yield from _to_all(f"talk:{talk.pk}", log.pk, log.municipality_id, people, baton.deputies)


def _meetings(today: date) -> Found:
    """Everyone who is called to a meeting tomorrow (D15)."""
    newest = MeetingCall.objects.filter(meeting=OuterRef("meeting")).order_by("-number")
    calls = MeetingCall.objects.filter(OPEN, meeting__cancelled=None).filter(
        pk=Subquery(newest.values("pk")[:1]), starts_at__date=today + timedelta(days=1)
    )
    for call in calls.select_related("log"):
        people = Invited.objects.filter(meeting=call.meeting_id, taken_out_at=None)
        for person in people.values_list("person_id", flat=True).distinct():
            what = f"meeting:{call.meeting_id}:{call.starts_at.isoformat()}"
            yield _waits(what, call.log, person)


def _questions(at: datetime) -> Found:
    """Who was asked for consent some days ago and has not answered (D14)."""
    asked = Consent.objects.filter(
        asked_at__lte=at - rules.UNANSWERED_FOR, activated_at=None, ended_at=None
    )
    for consent in asked.select_related("log"):
        for each in consents.invited(consent):
            yield _waits(f"asked:{consent.pk}", consent.log, each.person.pk)


def _offers(at: datetime) -> Found:
    """Who was offered the baton some days ago and has not answered; after the policy's days, the
    leader of who has it (D11)."""
    offers = Handover.objects.filter(OPEN, answer=None).select_related("log")
    for offer in offers.filter(offered_at__lte=at - rules.UNANSWERED_FOR):
        yield _waits(f"offer:{offer.pk}", offer.log, offer.offered_to_id)
    for town, days in _patience("offer_days", timezone.localdate(at)).items():
        late = offers.filter(log__municipality=town, offered_at__lte=at - timedelta(days=days))
        for offer in late:
            for leader in leaders_over(offer.log):
                yield _waits(f"offer:{offer.pk}", offer.log, leader, Kind.LEADS)


def _invitations(at: datetime) -> Found:
    """Who invited a colleague that has not come, and the unit's leaders: the link is in the first
    mail alone (E1)."""
    unanswered = Invitation.objects.filter(
        accepted_at=None,
        taken_back_at=None,
        lapses_at__gt=at,
        invited_at__lte=at - rules.INVITATION_UNANSWERED_FOR,
    )
    leaders = Position.objects.filter(held(timezone.localdate(at)), role=Role.LEADER)
    for each in unanswered.annotate(town=F("unit__municipality")):
        led = leaders.filter(unit=each.unit_id).values_list("person_id", flat=True)
        for person in {each.invited_by_id, *led}:
            yield Notice(
                key=f"invitation:{each.pk}:{each.lapses_at.isoformat()}:{person}",
                person_id=person,
                municipality_id=each.town,
                kind=Kind.LEADS,
            )


def _silence(at: datetime) -> Found:
    """Nothing has happened for long: who sees to the log hears it first, the leader after; a leader
    is told no more than that there is something (D25)."""
    last = Entry.objects.filter(book=OuterRef("pk"), actor_id__isnull=False).order_by("-number")
    logs = Log.objects.filter(opened_at__isnull=False, closed_at=None).annotate(
        last=Subquery(last.values("number")[:1]), since=Subquery(last.values("at")[:1])
    )
    for town, days in _patience("silent_days", timezone.localdate(at)).items():
        told_from = at - timedelta(days=days)
        silent = logs.filter(municipality=town, since__lte=told_from)
        batons = minders({log.pk for log in silent}, timezone.localdate(at))
        for log in silent:
            what = f"silence:{log.pk}:{log.last}"
            baton = batons[log.pk]
            yield from _to_all(what, log.pk, town, baton.holders, baton.deputies)
            if log.since <= told_from - rules.LEADER_AFTER:
                for leader in leaders_over(log):
                    yield _waits(what, log, leader, Kind.LEADS)


def _patience(setting: str, today: date) -> dict[UUID, int]:
    """After how many days each municipality wants to be told; not those that do not."""
    towns = Municipality.objects.values_list("pk", flat=True)
    days = {town: getattr(current_policy(town, today), setting) for town in towns}
    return {town: number for town, number in days.items() if number}
