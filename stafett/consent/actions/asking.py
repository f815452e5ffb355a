"""Sending a consent: text, names and who must sign are frozen, and the asked are let in (G4)."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import begin, note
from stafett.logs.actions import admit
from stafett.logs.models import Admission, AdmissionRole, Handover, Leg, Log
from stafett.municipality.queries import current_policy
from stafett.people.models import Person
from stafett.worker.later import later

from .. import rules
from ..asked_health import ask_about_health
from ..at_work import works_there
from ..family import Case, case_of
from ..models import Asked, Consent, Group, Named
from ..queries import said_yes_by_mouth
from ..reasons import why
from ..rules import Scope
from ..text import frozen_text
from .choosing import let_leave
from .preparing import asking_right, prepared_in


@transaction.atomic
def ask(by: Standing, consent_id: UUID, *, at: datetime) -> Consent:
    """Send a consent: from now its text, its names and who must sign are frozen (G4).

    Raises Refused while one who has or is to have the baton is not named, or has been offered
    it and is kept out; while nobody has said yes by word of mouth (G5), or when nobody can sign.
    """
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    _check_transition(consent, on=timezone.localdate(at))
    let_leave(log, consent)
    ask_about_health(consent)
    if log.state != "open" and not said_yes_by_mouth(log):
        raise Refused(_("Talk with those who decide first, and note who said yes."))
    people = send(log, consent, asker=by.person, at=at)
    named = consent.named.select_related("person").order_by("service", "title")
    data: dict[str, object] = {
        "who": str(by.person),
        "people": [str(person) for person in people],
        "named": [f"{each.person}, {each.title}, {each.service}" for each in named],
        "version": consent.version,
        "text_hash": consent.text_hash,
    }
    note(log, "consent.asked", data, at=at, by=by)
    later("notices.asked", consent_id=str(consent.pk))
    return consent


def _check_transition(consent: Consent, *, on: date) -> None:
    if Scope.TRANSITION not in consent.scopes:
        return
    if consent.next_holder_id is None or consent.leaving_on is None or consent.leaving_on < on:
        raise Refused(_("Say who is to have the baton, and the last day of those who leave."))


def send(log: Log, consent: Consent, *, asker: Person, at: datetime) -> list[Person]:
    """Freeze a prepared consent of a locked log, and let in those who are asked: these.

    Raises Refused when a holder is not named, a day has passed, or nobody can sign.
    """
    today = timezone.localdate(at)
    _check_transition(consent, on=today)
    named = list(
        consent.named.select_related("person")
        .annotate(works=works_there(today))
        .order_by("service", "title")
    )
    _check_named(log, consent, named, on=today)
    policy = current_policy(log.municipality_id, today)
    case = case_of(log)
    groups = case.groups(policy, today, consent.scopes)
    people = _freeze_groups(consent, case, groups)
    consent.asked_at, consent.asked_by = at, asker
    consent.policy = policy.as_settings()
    consent.text = frozen_text(log, consent, named, policy)
    consent.text_hash = hash_of(consent.text)
    consent.save(update_fields=["policy", "text", "text_hash", "asked_at", "asked_by"])
    _let_in_the_asked(log, consent, people, at=at)
    return people


def _check_named(log: Log, consent: Consent, named: Sequence[Named], *, on: date) -> None:
    if log.state == "draft":
        needed = {log.started_by_id, log.planned_holder_id}
    elif log.state == "closed":
        needed = {consent.asked_by_id}
    else:  # D11: nobody is taken off while they have the baton
        legs = Leg.objects.filter(log=log, ended_at=None)
        needed = set(legs.values_list("holder_id", flat=True))
        if consent.next_holder_id is not None:
            needed.add(consent.next_holder_id)
    if not needed <= {each.person_id for each in named}:
        raise Refused(_("You and the one who is to have the baton must be on the list."))
    kept_out = consent.people_kept_out.values_list("person_id", flat=True)
    offer = Handover.objects.filter(log=log, answer=None, offered_to__in=kept_out).first()
    if offer is not None:
        words = _("The baton is offered to %(name)s. Take that offer back first.")
        raise Refused(words % {"name": offer.offered_to})
    for each in named:
        if each.until < on:
            words = _("The day set for %(name)s has passed. Set a new day.")
            raise Refused(words % {"name": each.person})
        if not each.works:  # type: ignore[attr-defined]
            words = _("%(name)s no longer works there. Take the name off the list.")
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
