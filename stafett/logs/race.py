"""The baton's way so far, and where it may go next, as the baton page shows it (D10, D11)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from django.utils import timezone

from stafett.municipality.models import Position, Role
from stafett.municipality.service_words import service_words
from stafett.people.models import Person

from .access import still_works
from .away import Away, away_of, away_today
from .models import Admission, AdmissionRole, Answer, Handover, HolderWish, Leg, Log
from .unattended import leaders_of


@dataclass(frozen=True)
class Runner:
    """One holder's leg. `title` and `service` are as the family said yes to them."""

    person: Person
    title: str
    service: str
    phone: str
    email: str
    from_at: datetime
    ended_at: datetime | None
    attended: bool  # false for an open leg whose holder is let in no more
    leaders: tuple[Position, ...] = ()
    away: Away | None = None
    tasks: str = ""  # where two share the baton (D9)
    is_contact: bool = False


@dataclass(frozen=True)
class Race:
    """The legs from the first on, the open offer or the last answer, and who may be asked."""

    runners: tuple[Runner, ...]
    offer: Handover | None  # open
    declined: Handover | None  # the last word, when it was a no to those who have the baton now
    receivers: tuple[Admission, ...]
    wishes: tuple[HolderWish, ...] = ()  # the family's words on who has it, the newest first (D6)

    @property
    def holders(self) -> list[Runner]:
        """Those who have the baton now: none in a closed log."""
        return [runner for runner in self.runners if runner.ended_at is None]


def race_of(log: Log) -> Race:
    """The race of one log. Four questions, whatever its length."""
    legs = list(
        Leg.objects.filter(log=log)
        .select_related("holder")
        .annotate(away=away_today(timezone.localdate()))
        .order_by("from_at")
    )
    outsiders = Position.objects.filter(
        role=Role.OUTSIDER, ended_at=None, unit__municipality=log.municipality_id
    )
    admissions = list(
        Admission.objects.filter(log=log, role=AdmissionRole.PARTICIPANT)
        .annotate(
            works=ExpressionWrapper(still_works(), output_field=BooleanField()),
            outside=Exists(outsiders.filter(person=OuterRef("person"))),
        )
        .select_related("person")
        .order_by("from_at")
    )
    last = (
        Handover.objects.filter(log=log)
        .select_related("offered_by", "offered_to", "contact")
        .order_by("-offered_at")
        .first()
    )
    holders = {leg.holder_id for leg in legs if leg.ended_at is None}
    known = {admission.person_id: admission for admission in admissions}
    return Race(
        runners=tuple(_runner(log, leg, known.get(leg.holder_id)) for leg in legs),
        offer=last if last and last.answer is None else None,
        declined=last
        if last and last.answer == Answer.DECLINED and last.offered_by_id in holders
        else None,
        receivers=tuple(
            admission
            for admission in sorted(admissions, key=lambda each: str(each.person))
            if _in_force(admission) and admission.person_id not in holders and not admission.outside
        ),
        wishes=tuple(HolderWish.objects.filter(log=log).select_related("by").order_by("-at")),
    )


def _runner(log: Log, leg: Leg, admission: Admission | None) -> Runner:
    attended = leg.ended_at is not None or (admission is not None and _in_force(admission))
    return Runner(
        person=leg.holder,
        title=admission.title if admission else "",
        service=service_words(admission.service) if admission else "",
        phone=admission.phone if admission else "",
        email=admission.email if admission else "",
        from_at=leg.from_at,
        ended_at=leg.ended_at,
        attended=attended,
        leaders=() if attended or log.hides_places else leaders_of(leg),
        away=away_of(leg) if attended and leg.ended_at is None else None,
        tasks=leg.tasks,
        is_contact=leg.is_contact,
    )


def _in_force(admission: Admission) -> bool:
    today = timezone.localdate()
    lasts = admission.until is None or admission.until >= today
    return admission.ended_at is None and lasts and admission.works  # type: ignore[attr-defined]
