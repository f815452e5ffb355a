"""Asking for a consent and answering it (G1–G8). What follows when all have signed: activation."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.actions import admit, begin, note
from stafett.logs.models import Admission, AdmissionRole, Leg, Log
from stafett.municipality.models import Position
from stafett.municipality.queries import colleagues, current_policy
from stafett.people.models import Person

from . import rules
from .activation import activate, is_complete
from .family import Case, case_of, has_responsibility
from .models import Asked, Consent, Group, Named, OralConsent, Signature
from .reasons import why
from .text import frozen_text


@dataclass(frozen=True)
class Invitation:
    """A professional whom the consent shall name: task, what is seen, and until when (G2)."""

    position_id: UUID
    task: str
    sees: str
    until: date


@transaction.atomic
def prepare(
    by: Standing, *, scopes: list[str], purpose: str, kept_out: str, at: datetime
) -> Consent:
    """Begin a new version of the consent. It names everyone of the active one; in a draft,
    everyone of the one that was taken back.

    Raises Conflict when another version is in the making.
    """
    log, by = begin(by, asking_right(by.log))
    if _in_the_making(log):
        raise Conflict(_("A consent is being prepared or asked for already."))
    versions = Consent.objects.filter(log=log).order_by("-version")
    active = versions.filter(activated_at__isnull=False, ended_at=None).first()
    earlier = active if log.state != "draft" else versions.first()
    consent = Consent(
        log=log,
        version=versions.count() + 1,
        scopes=scopes,
        purpose=purpose,
        kept_out=kept_out,
        asked_by=by.person,
    )
    consent.save(force_insert=True)
    if earlier:
        _copy_named(earlier, consent)
    note(log, "consent.prepared", {"who": str(by.person)}, at=at, by=by)
    return consent


def asking_right(log: Log) -> Right:
    """What one must be allowed to ask for consent in this log."""
    return Right.PREPARE if log.state == "draft" else Right.COORDINATE


def _in_the_making(log: Log) -> Consent | None:
    return Consent.objects.filter(log=log, activated_at=None, ended_at=None).first()


def taken_out(consent: Consent) -> list[UUID]:
    """Those whom a signer has withdrawn the consent for."""
    return list(consent.withdrawals.filter(only__isnull=False).values_list("only_id", flat=True))


def _copy_named(old: Consent, new: Consent) -> None:
    today = timezone.localdate()
    for named in old.named.filter(until__gte=today).exclude(person__in=taken_out(old)):
        Named(
            log_id=new.log_id,
            consent=new,
            **{
                field: getattr(named, field)
                for field in (
                    "person_id",
                    "unit_id",
                    "service",
                    "title",
                    "task",
                    "sees",
                    "until",
                    "phone",
                    "email",
                )
            },
        ).save(force_insert=True)


def prepared(by: Standing, consent_id: UUID) -> Consent:
    """The consent that is being written, with its log locked.

    Raises Conflict when it is sent or taken back, Refused when it is not this log's or when the
    right to ask was lost.
    """
    log, _by = begin(by, asking_right(by.log))
    return _prepared(log, consent_id)


def _prepared(log: Log, consent_id: UUID) -> Consent:
    consent = Consent.objects.filter(log=log, pk=consent_id).first()
    if consent is None:
        raise Refused(_("This consent is not in this log."))
    if consent.state != "prepared":
        raise Conflict(_("This consent is already sent. What was asked cannot be changed."))
    return consent


@transaction.atomic
def invite(by: Standing, consent_id: UUID, invitation: Invitation, *, at: datetime) -> Named:
    """Name a professional in a consent that is not yet sent (G2, G6).

    Raises Refused for someone who has no position in the municipality's services.
    """
    log, by = begin(by, asking_right(by.log))
    consent = _prepared(log, consent_id)
    position = (
        colleagues(log.municipality_id, timezone.localdate())
        .filter(pk=invitation.position_id)
        .first()
    )
    if position is None:
        raise Refused(_("Choose somebody who works in one of the services."))
    if consent.named.filter(person=position.person).exists():
        raise Refused(_("%(name)s is already on the list.") % {"name": str(position.person)})
    named = _named(consent, position, invitation)
    named.save(force_insert=True)
    return named


def _named(consent: Consent, position: Position, invitation: Invitation) -> Named:
    return Named(
        log_id=consent.log_id,
        consent=consent,
        person=position.person,
        unit=position.unit,
        service=position.unit.name,
        title=position.title,
        task=invitation.task,
        sees=invitation.sees,
        until=invitation.until,
        phone=position.phone,
        email=position.email,
    )


@transaction.atomic
def uninvite(by: Standing, consent_id: UUID, named_id: UUID) -> None:
    """Take somebody off a consent that is not yet sent."""
    log, by = begin(by, asking_right(by.log))
    consent = _prepared(log, consent_id)
    consent.named.filter(pk=named_id).delete()


@transaction.atomic
def note_oral(by: Standing, people: list[Person], *, said_on: date, at: datetime) -> None:
    """Note who said yes by word of mouth, before the formal asking (G5, G22)."""
    log, by = begin(by, asking_right(by.log))
    for person in people:
        OralConsent(log=log, person=person, said_on=said_on, noted_by=by.person, noted_at=at).save(
            force_insert=True
        )
    data: dict[str, object] = {
        "who": str(by.person),
        "people": [str(person) for person in people],
        "on": said_on.isoformat(),
    }
    note(log, "consent.oral_noted", data, at=at, by=by)


@transaction.atomic
def ask(by: Standing, consent_id: UUID, *, at: datetime) -> Consent:
    """Send a consent: from now its text, its names and who must sign are frozen (G4).

    Raises Refused while the starter or the planned holder is not named, while nobody has said
    yes by word of mouth (G5), or when nobody can sign.
    """
    log, by = begin(by, asking_right(by.log))
    consent = _prepared(log, consent_id)
    named = list(consent.named.select_related("person").order_by("service", "title"))
    _check_named(log, named, on=timezone.localdate(at))
    if log.state == "draft" and not OralConsent.objects.filter(log=log).exists():
        raise Refused(_("Talk with those who decide first, and note who said yes."))
    policy = current_policy(log.municipality_id, timezone.localdate(at))
    case = case_of(log)
    groups = case.groups(policy, timezone.localdate(at), consent.scopes)
    people = _freeze_groups(consent, case, groups)
    consent.asked_at, consent.asked_by = at, by.person
    consent.policy = policy.as_settings()
    consent.text = frozen_text(log, consent, named, policy)
    consent.text_hash = hash_of(consent.text)
    consent.save(update_fields=["policy", "text", "text_hash", "asked_at", "asked_by"])
    _let_in_the_asked(log, consent, people, at=at)
    data: dict[str, object] = {
        "who": str(by.person),
        "people": [str(person) for person in people],
        "named": [f"{each.person}, {each.title}, {each.service}" for each in named],
        "version": consent.version,
        "text_hash": consent.text_hash,
    }
    note(log, "consent.asked", data, at=at, by=by)
    return consent


def _check_named(log: Log, named: list[Named], *, on: date) -> None:
    if log.state == "draft":
        needed = {log.started_by_id, log.planned_holder_id}
    else:  # D11: nobody is taken off while they have the baton
        legs = Leg.objects.filter(log=log, ended_at=None)
        needed = set(legs.values_list("holder_id", flat=True))
    if not needed <= {each.person_id for each in named}:
        raise Refused(_("You and the one who is to have the baton must be on the list."))
    for each in named:
        if each.until < on:
            words = _("The day set for %(name)s has passed. Set a new day.")
            raise Refused(words % {"name": each.person})


def hash_of(text: dict[str, str]) -> str:
    """The SHA-256 of a frozen text in all its languages."""
    plain = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _freeze_groups(consent: Consent, case: Case, groups: list[rules.Group]) -> list[Person]:
    members = {case.person_of(member) for group in groups for member in group.members}
    people = {person.pk: person for person in Person.objects.filter(pk__in=members)}
    for number, group in enumerate(groups, start=1):
        row = Group(
            log_id=consent.log_id,
            consent=consent,
            number=number,
            why=_in_each_language(group),
            requirements=list(group.requirements),
            laws=[
                {language: law.title(language) for language, _name in settings.LANGUAGES}
                for law in group.laws
            ],
        )
        row.save(force_insert=True)
        for member in group.any_of:
            person = people[case.person_of(member)]
            Asked(log_id=consent.log_id, consent=consent, group=row, person=person).save(
                force_insert=True
            )
    return sorted(people.values(), key=str)


def _in_each_language(group: rules.Group) -> dict[str, str]:
    told = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told[language] = why(group)
    return told


def _let_in_the_asked(log: Log, consent: Consent, people: list[Person], *, at: datetime) -> None:
    already = set(
        Admission.objects.filter(log=log, role=AdmissionRole.ASKED, ended_at=None).values_list(
            "person_id", flat=True
        )
    )
    admit(
        Admission(
            log=log,
            person=person,
            role=AdmissionRole.ASKED,
            consent_id=consent.pk,
            from_at=at,
        )
        for person in people
        if person.pk not in already
    )


@dataclass(frozen=True)
class Sealed:
    """With what somebody signed: electronic identity and its level, and the language read."""

    eid: str
    level: str
    language: str


@transaction.atomic
def answer(
    by: Standing,
    consent_id: UUID,
    *,
    says_yes: bool,
    text_hash: str,
    sealed: Sealed,
    at: datetime,
) -> Consent:
    """Sign or refuse (G1, G4). With the last signature needed the consent becomes active.

    Raises Refused for one who was not asked, Conflict when it is answered already or when the
    text is another than the one that was read.
    """
    log, by = begin(by, Right.SEE)
    consent, _person = open_asking(log, consent_id, by.person.pk, text_hash)
    Signature(
        log=log,
        consent=consent,
        person=by.person,
        says_yes=says_yes,
        at=at,
        text_hash=text_hash,
        eid=sealed.eid,
        eid_level=sealed.level,
        language=sealed.language,
    ).save(force_insert=True)
    verb = "consent.signed" if says_yes else "consent.refused"
    data: dict[str, object] = {
        "who": str(by.person),
        "version": consent.version,
        "text_hash": text_hash,
        "eid": sealed.eid,
        "level": sealed.level,
    }
    note(log, verb, data, at=at, by=by)
    answered(log, consent, says_yes=says_yes, at=at)
    return consent


def open_asking(
    log: Log, consent_id: UUID, person_id: UUID, text_hash: str
) -> tuple[Consent, Person]:
    """A consent that waits for this person's answer to exactly this text.

    Raises Refused for one who was not asked, Conflict when it is no longer open.
    """
    asked = (
        Asked.objects.filter(log=log, consent_id=consent_id, person_id=person_id)
        .select_related("consent", "person")
        .first()
    )
    if asked is None:
        raise Refused(_("You were not asked about this."))
    if person_id != log.owner_id and not has_responsibility(log.owner_id, person_id):
        raise Refused(_("Only one with parental responsibility can answer for the child."))
    if asked.consent.state != "asked" or asked.consent.text_hash != text_hash:
        raise Conflict(_("This asking is no longer open. Read the page again."))
    if Signature.objects.filter(consent=asked.consent, person=asked.person).exists():
        raise Conflict(_("You have answered already. What is signed is not changed."))
    return asked.consent, asked.person


def answered(log: Log, consent: Consent, *, says_yes: bool, at: datetime) -> None:
    """What follows an answer: with the last yes that was needed, the consent becomes active."""
    if says_yes and is_complete(consent):
        activate(log, consent, at=at)


@transaction.atomic
def take_back(by: Standing, consent_id: UUID, *, at: datetime) -> None:
    """End an asking that was refused or is to be asked anew; the active one, if any, holds."""
    log, by = begin(by, asking_right(by.log))
    consent = _in_the_making(log)
    if consent is None or consent.pk != consent_id:
        raise Conflict(_("This asking is no longer open. Read the page again."))
    note(
        log,
        "consent.taken_back",
        {"who": str(by.person), "version": consent.version},
        at=at,
        by=by,
    )
    consent.ended_at, consent.end = at, "taken_back"
    consent.save(update_fields=["ended_at", "end"])
