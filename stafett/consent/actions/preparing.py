"""Writing a version of the consent: begun, found again while it is written, dropped (G6, G8)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.actions import end_admissions
from stafett.logs.models import AdmissionRole, Log

from ..asked_health import ask_about_health
from ..at_work import works_there
from ..models import Consent, KeptOut, Named, Reopening, Withdrawal


@transaction.atomic
def prepare(
    by: Standing,
    *,
    scopes: list[str],
    purpose: str,
    kept_out: str,
    at: datetime,
    like: Consent | None = None,
) -> Consent:
    """Begin a new version of the consent. It names everyone of the active one; in a draft,
    everyone of the one that was taken back; by «Undo» everyone of the one just dropped (`like`).

    Raises Conflict when another version is in the making, or when more has happened since `like`
    was dropped.
    """
    log, by = begin(by, asking_right(by.log))
    if in_the_making(log):
        raise Conflict(_("A consent is being prepared or asked for already."))
    versions = Consent.objects.filter(log=log).order_by("-version")
    active = versions.filter(activated_at__isnull=False, ended_at=None).first()
    if like is not None:
        _just_dropped(log, like, versions.first(), at)
    earlier = like or (versions.first() if log.state == "draft" else active)
    consent = Consent(
        log=log,
        version=_next_version(log),
        scopes=scopes,
        purpose=purpose,
        kept_out=kept_out,
        asked_by=by.person,
    )
    consent.save(force_insert=True)
    if like is not None:
        for name in OF_A_TRANSITION:
            setattr(consent, name, getattr(like, name))
        consent.save(update_fields=OF_A_TRANSITION)
    if earlier:
        copy_named(earlier, consent, on=timezone.localdate(at))
        ask_about_health(consent)
    elif log.state == "closed":
        _keep_out_as_before(log, consent)
    note(log, "consent.prepared", {"who": str(by.person)}, at=at, by=by)
    return consent


OF_A_TRANSITION = ["next_holder", "leaving_unit", "leaving_on"]
REGRETTED_WITHIN = timedelta(minutes=15)


def _just_dropped(log: Log, like: Consent, last: Consent | None, at: datetime) -> None:
    """Answers given to it are not brought back: it is written anew, and nothing is sent (G6)."""
    fresh = like.end == "taken_back" and like.ended_at and like.ended_at >= at - REGRETTED_WITHIN
    withdrawn = Withdrawal.objects.filter(log=log, at__gte=like.ended_at)
    if log.state != "open" or last != like or not fresh or withdrawn.exists():
        raise Conflict(_("More has happened since the question was dropped. Write a new one."))


def _next_version(log: Log) -> int:
    """Also of a log whose earlier versions one does not see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_consent_version(%s)", [log.pk])
        return int(cursor.fetchone()[0])


def _keep_out_as_before(log: Log, consent: Consent) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, name FROM kept_out_before(%s)", [log.pk])
        for person_id, name in cursor.fetchall():
            KeptOut(log=log, consent=consent, person_id=person_id, name=name).save(
                force_insert=True
            )


def asking_right(log: Log) -> Right:
    """What one must be allowed to ask for consent in this log."""
    return Right.COORDINATE if log.state == "open" else Right.PREPARE


def in_the_making(log: Log) -> Consent | None:
    """The version that is written or asked, if there is one."""
    return Consent.objects.filter(log=log, activated_at=None, ended_at=None).first()


def taken_out(consent: Consent) -> list[UUID]:
    """Those whom a signer has withdrawn the consent for."""
    return list(consent.withdrawals.filter(only__isnull=False).values_list("only_id", flat=True))


def copy_named(old: Consent, new: Consent, *, on: date) -> None:
    """Name the same people as before, but those taken out or gone, or whose day has passed."""
    still_here = old.named.filter(works_there(on), until__gte=on)
    for named in still_here.exclude(person__in=taken_out(old)):
        copy_of(named, new).save(force_insert=True)
    for kept in old.people_kept_out.all():
        KeptOut(log_id=new.log_id, consent=new, person_id=kept.person_id, name=kept.name).save(
            force_insert=True
        )


COPIED = (
    "person_id",
    "unit_id",
    "service",
    "title",
    "task",
    "sees",
    "health",
    "until",
    "phone",
    "email",
)


def copy_of(named: Named, consent: Consent) -> Named:
    """The same said of somebody in another version, or said anew; not saved."""
    said = {field: getattr(named, field) for field in COPIED}
    return Named(log_id=consent.log_id, consent=consent, **said)


def prepared(by: Standing, consent_id: UUID) -> Consent:
    """The consent that is being written, with its log locked.

    Raises Conflict when it is sent or taken back, Refused when it is not this log's or when the
    right to ask was lost.
    """
    log, _by = begin(by, asking_right(by.log))
    return prepared_in(log, consent_id)


def prepared_in(log: Log, consent_id: UUID) -> Consent:
    """As `prepared`, of a log that is locked already."""
    consent = Consent.objects.filter(log=log, pk=consent_id).first()
    if consent is None:
        raise Refused(_("This consent is not in this log."))
    if consent.state != "prepared":
        raise Conflict(_("This consent is already sent. What was asked cannot be changed."))
    return consent


@transaction.atomic
def take_back(by: Standing, consent_id: UUID, *, at: datetime) -> None:
    """End an asking that was refused or is to be asked anew; the active one, if any, holds."""
    log, by = begin(by, asking_right(by.log))
    consent = in_the_making(log)
    if consent is None or consent.pk != consent_id:
        raise Conflict(_("This asking is no longer open. Read the page again."))
    note(
        log,
        "consent.taken_back",
        {"who": str(by.person), "version": consent.version},
        at=at,
        by=by,
    )
    if log.state == "closed":
        give_up(log, consent, "taken_back", at=at)
        return
    consent.ended_at, consent.end = at, "taken_back"
    consent.save(update_fields=["ended_at", "end"])


def give_up(log: Log, consent: Consent, end: str, *, at: datetime) -> None:
    """A question about opening a closed log has come to nothing: who asked and who was only asked
    know no more of it. Write the entry before it."""
    consent.ended_at, consent.end = at, end
    consent.save(update_fields=["ended_at", "end"])
    Reopening.objects.filter(log=log, ended_at=None).update(ended_at=at)
    end_admissions(log, at=at, roles=[AdmissionRole.STARTER, AdmissionRole.ASKED])
