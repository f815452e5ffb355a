"""Who is told of what in a log, and when (D25, D26). Never what it says: only that it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto


class Whom(Enum):
    """To whom an entry of the book matters, of those who may read it."""

    READERS = auto()  # everyone
    FAMILY = auto()  # the owner and the guardians
    COORDINATORS = auto()  # who has the baton, or began the draft
    CHOSEN = auto()  # to whom a measure, a talk or the baton is given


# What is left out here is read by those who come by: a mail for each word of the plan would soon
# be read by nobody.
TOLD: Mapping[str, Whom] = {
    # Those who help get a mail of their own when they are let in.
    "logs.opened": Whom.FAMILY,  # A18, B8
    "logs.reopened": Whom.FAMILY,  # P8
    "logs.closed": Whom.READERS,  # P3, P6
    "logs.lapsed": Whom.READERS,  # G9
    "logs.baton_offered": Whom.CHOSEN,  # D11
    "logs.baton_assigned": Whom.COORDINATORS,  # E3
    "logs.baton_accepted": Whom.READERS,  # D10: everyone knows who has it
    "logs.baton_declined": Whom.COORDINATORS,  # D11
    "logs.decision_asked": Whom.COORDINATORS,  # N2
    "logs.decision_recorded": Whom.READERS,  # N2
    "logs.coordinator_appointed": Whom.READERS,  # N4
    "logs.part_offered": Whom.CHOSEN,  # D9, D11
    "logs.part_accepted": Whom.READERS,  # D10
    "logs.baton_divided": Whom.READERS,  # D9: whom the family contacts
    "logs.baton_gathered": Whom.READERS,  # D10
    "logs.holder_wished": Whom.COORDINATORS,  # D6
    "logs.absence_told": Whom.CHOSEN,  # D5
    "logs.stand_in_accepted": Whom.READERS,  # D10: everyone knows whom to call
    "logs.stand_in_declined": Whom.COORDINATORS,  # D5
    "logs.left": Whom.COORDINATORS,  # H6
    "logs.keeping_asked": Whom.COORDINATORS,  # M11
    "consent.signed": Whom.COORDINATORS,  # D14
    "consent.refused": Whom.COORDINATORS,  # D14
    "consent.activated": Whom.COORDINATORS,  # G22
    "consent.answer_disputed": Whom.COORDINATORS,  # G4
    "consent.withdrawn": Whom.COORDINATORS,  # G18, D35
    "consent.withdrawn_for": Whom.COORDINATORS,  # G18, D35
    "consent.closing_wished": Whom.COORDINATORS,  # P3
    "consent.package_made": Whom.FAMILY,  # P4
    "consent.birthday_ahead": Whom.COORDINATORS,  # G12
    "family.responsibility_lost": Whom.COORDINATORS,  # G14
    "family.responsibility_gained": Whom.COORDINATORS,  # G14
    "family.residence_changed": Whom.COORDINATORS,  # G16
    # A meeting called, changed or cancelled has a mail of its own, with the calendar's attachment.
    "meetings.answered": Whom.COORDINATORS,  # D15
    "meetings.item_suggested": Whom.COORDINATORS,  # D17
    "meetings.read_out": Whom.READERS,  # L3, L8: the minutes are there
    "messages.sent": Whom.READERS,  # L7, L8
    "messages.answered": Whom.READERS,  # L7, L8
    "plan.measure_agreed": Whom.CHOSEN,  # K11
    "plan.measure_changed": Whom.CHOSEN,  # K11
    "plan.measure_reopened": Whom.CHOSEN,  # K11
    "voice.how_told": Whom.READERS,  # M6
    "voice.trouble_told": Whom.READERS,  # M11
    "voice.talk_agreed": Whom.CHOSEN,  # D26, M13
}
# A leader is told that there is a log, without whose it is (E6).
TOLD_LEADERS = frozenset({"logs.opened"})
# So is the leader of a new place to which the baton has come (O3, E6).
MOVES = "logs.baton_accepted"
# A worker that was away for longer tells nobody of old news: it stands on their page.
FRESH_FOR = timedelta(days=7)

DEADLINE_AHEAD = timedelta(days=3)  # D25
UNANSWERED_FOR = timedelta(days=3)
INVITATION_UNANSWERED_FOR = timedelta(days=5)
LEADER_AFTER = timedelta(days=14)  # after the holder was told of silence (D25)
# Reminders are looked for in these hours: in the first of them, unless no worker was there.
REMIND_FROM, REMIND_UNTIL = 7, 20

DIGEST_AT = time(7)
# Nobody's telephone makes a sound at night.
TEXTS_FROM, TEXTS_UNTIL = time(7), time(21)


@dataclass(frozen=True)
class Part:
    """One person's part in a log, as far as it decides what that person is told."""

    coordinates: bool = False
    family: bool = False
    chosen: bool = False  # what the entry speaks of is given to this person


def concerns(verb: str, part: Part) -> bool:
    """Whether this person is told of the entry. That the person may read it, and has not done it,
    is settled before."""
    whom = TOLD.get(verb)
    if whom is Whom.COORDINATORS:
        return part.coordinates
    if whom is Whom.FAMILY:
        return part.family
    if whom is Whom.CHOSEN:
        return part.chosen
    return whom is Whom.READERS


def due(how: str, *, by_text: bool, since: datetime, now: datetime) -> bool:
    """Whether it is time to tell what has waited `since`: "at_once" or "daily".

    Both times are local.
    """
    if how == "daily" and now < next_digest(since):
        return False
    return not by_text or TEXTS_FROM <= now.time() < TEXTS_UNTIL


def next_digest(since: datetime) -> datetime:
    """The first morning after a local time."""
    day = since.date() if since.time() < DIGEST_AT else since.date() + timedelta(days=1)
    return datetime.combine(day, DIGEST_AT, tzinfo=since.tzinfo)
