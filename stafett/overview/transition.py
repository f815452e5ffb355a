"""How far a child's transition to another service has come (O1–O5): its state is what was done.

Nothing of it is kept apart: the words said, the question and its answers, the meeting and the
baton are the rows that the other pages write. So it can be left anywhere and gone on with.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from stafett.consent.models import Consent, OralConsent
from stafett.consent.rules import Scope
from stafett.logs.access import Standing
from stafett.logs.models import Handover
from stafett.logs.queries import open_offer
from stafett.meetings.models import Kind
from stafett.meetings.queries import MeetingNow, meetings_of


class Step(StrEnum):
    """What is done in a transition, in order (O1–O3)."""

    ORAL = "oral"
    WHO = "who"
    CONSENT = "consent"
    MEETING = "meeting"
    BATON = "baton"
    ACCESS = "access"


@dataclass(frozen=True)
class Transition:
    """A transition as it stands. `asked`: the question about it, if it has been begun."""

    oral: tuple[OralConsent, ...]
    asked: Consent | None
    other_question: bool  # another one waits, and must be settled first
    meeting: MeetingNow | None
    offer: Handover | None
    taken: bool  # the next holder has the baton
    today: date

    @property
    def active(self) -> bool:
        """Whether the family has said yes."""
        return self.asked is not None and self.asked.state == "active"

    @property
    def decided(self) -> bool:
        """Whether it is said who is to have the baton, and the last day."""
        return self.asked is not None and self.asked.next_holder_id is not None

    @property
    def left(self) -> bool:
        """Whether those who leave are out: their day has passed and the baton is taken (D11)."""
        day = self.asked.leaving_on if self.asked else None
        return self.active and self.taken and day is not None and day < self.today

    def done(self, step: Step) -> bool:
        """Whether a step is done."""
        return {
            Step.ORAL: bool(self.oral) or self.active,
            Step.WHO: self.decided,
            Step.CONSENT: self.active,
            Step.MEETING: self.meeting is not None and self.meeting.starts_at < timezone.now(),
            Step.BATON: self.active and self.taken,
            Step.ACCESS: self.left,
        }[step]

    @property
    def now(self) -> Step | None:
        """The first step that is not done; None when everything is."""
        return next((each for each in Step if not self.done(each)), None)


def transition_of(standing: Standing) -> Transition:
    """The transition of an open log. A fixed number of questions."""
    log = standing.log
    consents = list(
        Consent.objects.filter(log=log)
        .select_related("next_holder", "leaving_unit")
        .order_by("version")
    )
    active = next((each for each in consents if each.state == "active"), None)
    making = next((each for each in consents if each.state in ("prepared", "asked")), None)
    holders = {leg.holder_id for leg in standing.legs}
    today = timezone.localdate()
    oral = (
        OralConsent.objects.filter(log=log, about=Scope.TRANSITION.value)
        .select_related("person")
        .order_by("noted_at")
    )
    asked = _about_it(making) or _still_going(active, holders, today, list(oral))
    since = _begun_after(consents, asked)
    said = {each.person_id: each for each in oral if since is None or each.noted_at > since}
    return Transition(
        oral=tuple(said.values()),
        asked=asked,
        other_question=making is not None and making is not asked,
        meeting=_meeting(standing, since),
        offer=open_offer(log),
        taken=asked is not None and asked.next_holder_id in holders,
        today=today,
    )


def _about_it(consent: Consent | None) -> Consent | None:
    return consent if consent and Scope.TRANSITION in consent.scopes else None


def _still_going(
    active: Consent | None, holders: set[UUID], today: date, oral: list[OralConsent]
) -> Consent | None:
    """The active question about it, until one talks of the next transition after this one."""
    consent = _about_it(active)
    if consent is None or consent.activated_at is None:
        return None
    over = consent.next_holder_id in holders and (consent.leaving_on or today) < today
    anew = any(each.noted_at > consent.activated_at for each in oral)
    return None if over and anew else consent


def _begun_after(consents: list[Consent], asked: Consent | None) -> datetime | None:
    """When the consent before the transition became active: what was said since is about it."""
    before = [
        each.activated_at
        for each in consents
        if each.activated_at and (asked is None or each.version < asked.version)
    ]
    return before[-1] if before else None


def _meeting(standing: Standing, since: datetime | None) -> MeetingNow | None:
    """The newest transition meeting of this time that is not cancelled, as far as one sees it."""
    found = [
        each
        for each in meetings_of(standing.log, standing.reader)
        if each.is_on
        and each.meeting.kind == Kind.TRANSITION
        and (since is None or each.meeting.called_at > since)
    ]
    return found[-1] if found else None
