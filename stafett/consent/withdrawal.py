"""Taking a yes back: at any time, without a reason, and it bites in the same transaction.

G18–G20, D35. The entry is written first and access ended after it, so that who withdraws may
still write it.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.actions import end_log, end_participation
from stafett.logs.eid import with_eid
from stafett.logs.models import AdmissionRole, ClosingReason, Log
from stafett.people.models import Person

from .models import Consent, How, Signature, Withdrawal


@transaction.atomic
def withdraw(by: Standing, *, at: datetime) -> None:
    """One who signed the active consent takes it back: everyone but the family loses access, and
    the log closes.

    Raises Refused for one who did not sign it, Conflict when there is no active consent.
    """
    with_eid(by)
    log, by = begin(by, Right.READ)
    consent = _active(log)
    _must_have_signed(consent, by.person.pk)
    _end_all(log, consent, by, by.person, at=at)


@transaction.atomic
def record_withdrawal(by: Standing, person_id: UUID, *, how: str, at: datetime) -> None:
    """A professional in the log records a withdrawal said by word of mouth or on paper (G19).

    Raises Refused when that person did not sign, or when a member of the family records it.
    """
    log, by = begin(by, Right.READ)
    if not _is_staff(by):
        raise Refused(_("Only one of the professionals in the log can record this."))
    consent = _active(log)
    signature = _must_have_signed(consent, person_id)
    _end_all(log, consent, by, signature.person, at=at, how=how)


@transaction.atomic
def withdraw_for(by: Standing, person_id: UUID, *, at: datetime) -> None:
    """One who signed takes out one professional; the rest stands as it was.

    A question that waits for answers and names the same person is taken back too: a yes given to
    it before would let the person in again. Raises Refused for the holder: a log is never without
    one (A19), so another must take the baton first, or the whole consent be withdrawn.
    """
    with_eid(by)
    log, by = begin(by, Right.READ)
    consent = _active(log)
    _must_have_signed(consent, by.person.pk)
    if any(leg.holder_id == person_id for leg in by.legs):
        raise Refused(
            _(
                "This person has the baton. Ask for somebody else to take it first, "
                "or withdraw the whole consent."
            )
        )
    named = consent.named.filter(person_id=person_id).select_related("person").first()
    if named is None:
        raise Refused(_("The consent does not name this person."))
    _keep(log, consent, by.person, at=at, only=named.person)
    data: dict[str, object] = {"who": str(by.person), "whom": str(named.person)}
    note(log, "consent.withdrawn_for", data, at=at, by=by)
    _take_back_the_question_about(named.person, log, by, at=at)
    if not end_participation(log, named.person, at=at):
        raise Conflict(_("This person has no access any more."))


def _take_back_the_question_about(person: Person, log: Log, by: Standing, *, at: datetime) -> None:
    waiting = Consent.objects.filter(
        log=log, asked_at__isnull=False, activated_at=None, ended_at=None, named__person=person
    ).first()
    if waiting is None:
        return
    data: dict[str, object] = {"who": str(by.person), "version": waiting.version}
    note(log, "consent.taken_back", data, at=at, by=by)
    waiting.ended_at, waiting.end = at, "taken_back"
    waiting.save(update_fields=["ended_at", "end"])


def _active(log: Log) -> Consent:
    consent = Consent.objects.filter(log=log, activated_at__isnull=False, ended_at=None).first()
    if consent is None:
        raise Conflict(_("There is no consent in force to withdraw."))
    return consent


def _must_have_signed(consent: Consent, person_id: UUID) -> Signature:
    signature = (
        consent.signatures.filter(person_id=person_id, says_yes=True)
        .select_related("person")
        .first()
    )
    if signature is None:
        raise Refused(_("Only one who said yes can take it back."))
    return signature


def _is_staff(by: Standing) -> bool:
    return any(each.role == AdmissionRole.PARTICIPANT for each in by.admissions)


def _end_all(
    log: Log,
    consent: Consent,
    by: Standing,
    person: Person,
    *,
    at: datetime,
    how: str = How.DIGITAL,
) -> None:
    recorder = None if person.pk == by.person.pk else by.person
    _keep(log, consent, person, at=at, how=how, recorded_by=recorder)
    data: dict[str, object] = {"who": str(person)}
    if recorder is None:
        note(log, "consent.withdrawn", data, at=at, by=by)
    else:
        recorded = data | {"by": str(recorder), "how": how}
        note(log, "consent.withdrawal_recorded", recorded, at=at, by=by)
    Consent.objects.filter(log=log, ended_at=None).update(ended_at=at, end="withdrawn")
    end_log(log, by=by, reason=ClosingReason.WITHDRAWN, note_text="", at=at)


def _keep(
    log: Log,
    consent: Consent,
    person: Person,
    *,
    at: datetime,
    only: Person | None = None,
    how: str = How.DIGITAL,
    recorded_by: Person | None = None,
) -> None:
    Withdrawal(
        log=log, consent=consent, by=person, only=only, at=at, how=how, recorded_by=recorded_by
    ).save(force_insert=True)
