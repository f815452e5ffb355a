"""What follows when every signature is in: the log opens, and those named are let in."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.logs.access import FAMILY
from stafett.logs.actions import admit, end_admissions, open_log, reopen_log
from stafett.logs.models import Admission, AdmissionRole, Leg, Log
from stafett.municipality.policy import ADULT, Policy
from stafett.people.actions import me
from stafett.people.models import Guardianship, Person

from .at_work import works_there
from .birthdays import birthday
from .models import Consent, GuardianReview, Named, Reopening


def is_complete(consent: Consent) -> bool:
    """Every group has a member who signed yes and may still decide, and nobody has refused."""
    answers = dict(consent.signatures.values_list("person_id", "says_yes"))
    if not all(answers.values()):
        return False
    owner = consent.log.owner_id
    have = Guardianship.objects.filter(child=owner, responsibility=True)
    decide = {owner, *have.values_list("guardian", flat=True)} & answers.keys()
    return all(
        any(asked.person_id in decide for asked in group.members.all())
        for group in consent.groups.prefetch_related("members")
    )


def activate(log: Log, consent: Consent, *, at: datetime) -> None:
    """Make a complete consent the active one, supersede the old, let in, open a draft.

    The order matters: the database lets nobody in before the consent is active. Raises Refused
    when the baton has changed hands, or a day has passed, while the family thought it over.
    """
    _check_holders(log, consent, timezone.localdate(at))
    Consent.objects.filter(log=log, activated_at__isnull=False, ended_at=None).update(
        ended_at=at, end="superseded"
    )
    consent.activated_at = at
    consent.lapses_on = _lapse(consent, timezone.localdate(at))
    consent.save(update_fields=["activated_at", "lapses_on"])
    data: dict[str, object] = {"version": consent.version, "lapses": str(consent.lapses_on or "")}
    book.write(log.book, "consent.activated", data, at=at, actor=None, role="stafett")
    if log.state == "draft":
        open_log(log, at=at)
        admit(_family(log, at=at))
    elif log.state == "closed":
        reopen_log(log, consent.asked_by, at=at)
        inside = let_in_already(log)
        admit(each for each in _family(log, at=at) if each.person_id not in inside)
        Reopening.objects.filter(log=log, ended_at=None).update(ended_at=at)
    else:
        admit(_come_since(log, consent, at=at))
    _change_helpers(log, consent, at=at)
    end_admissions(log, at=at, roles=[AdmissionRole.STARTER, AdmissionRole.ASKED])


def _change_helpers(log: Log, consent: Consent, *, at: datetime) -> None:
    """Those whom the old version let in are out, those whom the new one names are in.

    Who acts comes last, where that is the holder who records an answer: without an own admission
    nothing of the log is seen or written. Who has left the unit since the family was asked is not
    let in (H6).
    """
    works = consent.named.filter(works_there(timezone.localdate(at)))
    here = list(works.select_related("person"))
    last_day = consent.lapses_on - timedelta(days=1) if consent.lapses_on else None
    helpers = Admission.objects.filter(log=log, role=AdmissionRole.PARTICIPANT, ended_at=None)
    acts = me()
    for mine in (False, True):
        leaving = helpers.filter(person=acts) if mine else helpers.exclude(person=acts)
        leaving.update(ended_at=at)
        coming = [named for named in here if (named.person_id == acts) is mine]
        admit(_participant(log, named, last_day, at=at) for named in coming)


def _check_holders(log: Log, consent: Consent, today: date) -> None:
    """Those who begin, or have the baton now, must be let in by this consent (D11)."""
    if log.state == "draft":
        holders = {log.started_by_id: log.started_by, log.planned_holder_id: log.planned_holder}
    elif log.state == "closed":
        holders = {consent.asked_by_id: consent.asked_by}
    else:
        legs = Leg.objects.filter(log=log, ended_at=None).select_related("holder")
        holders = {leg.holder_id: leg.holder for leg in legs}
    named = consent.named.filter(until__gte=today)
    if log.state != "open":  # in an open log, a baton left behind lies until another takes it
        named = named.filter(works_there(today))
    let_in = set(named.values_list("person_id", flat=True))
    for pk, person in holders.items():
        if pk not in let_in:
            words = _(
                "This no longer fits: %(holder)s is to have the baton, and would not be let in."
                " %(asker)s must ask you anew."
            )
            raise Refused(words % {"holder": person, "asker": consent.asked_by})


def _lapse(consent: Consent, today: date) -> date | None:
    months = Policy.from_settings(consent.policy or {}).consent_valid_months
    return None if months is None else months_after(today, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _family(log: Log, *, at: datetime) -> list[Admission]:
    """The owner, and until the owner is of age those with parental responsibility (H2)."""
    admissions = [_let_in(log, log.owner, AdmissionRole.OWNER, at=at)]
    birth = log.owner.birth_date
    last_day = birthday(birth, ADULT) - timedelta(days=1) if birth else None
    if last_day is None or last_day < timezone.localdate(at):
        return admissions
    ended = GuardianReview.objects.filter(log=log, keeps=False)  # by the owner, who signs alone
    guardianships = Guardianship.objects.filter(child=log.owner, responsibility=True).exclude(
        guardian__in=ended.values("guardian")
    )
    return admissions + [
        _let_in(log, each.guardian, AdmissionRole.GUARDIAN, at=at, until=last_day)
        for each in guardianships.select_related("guardian")
    ]


def _come_since(log: Log, consent: Consent, *, at: datetime) -> list[Admission]:
    """Guardians who got parental responsibility after the log was opened, and were asked now."""
    let_in = Admission.objects.filter(log=log, ended_at=None, role=AdmissionRole.GUARDIAN)
    already = set(let_in.values_list("person_id", flat=True))
    asked = set(consent.asked.values_list("person_id", flat=True))
    return [
        each
        for each in _family(log, at=at)
        if each.role == AdmissionRole.GUARDIAN and each.person_id in asked - already
    ]


def let_in_already(log: Log) -> set[UUID]:
    """The family that kept its access while the log was closed."""
    family = Admission.objects.filter(log=log, ended_at=None, role__in=FAMILY)
    return set(family.values_list("person_id", flat=True))


def _let_in(
    log: Log, person: Person, role: AdmissionRole, *, at: datetime, until: date | None = None
) -> Admission:
    return Admission(log=log, person=person, role=role, from_at=at, until=until)


def _participant(log: Log, named: Named, last_day: date | None, *, at: datetime) -> Admission:
    """Never longer than the consent counts, though nobody was there to close the log that day."""
    return Admission(
        log=log,
        person=named.person,
        role=AdmissionRole.PARTICIPANT,
        sees=named.sees,
        unit_id=named.unit_id,
        health=named.health,
        service=named.service,
        title=named.title,
        task=named.task,
        phone=named.phone,
        email=named.email,
        consent_id=named.consent_id,
        from_at=at,
        until=min(named.until, last_day) if last_day else named.until,
    )
