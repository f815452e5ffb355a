"""Every day the worker asks the register about each family that somebody may be let in by."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from stafett.book import actions as book
from stafett.book.models import Entry
from stafett.logs.acting import lock
from stafett.logs.models import Admission, AdmissionRole, Log
from stafett.people.actions import FoundFamily, NotInRegister, RegisterSilent, find_family
from stafett.people.look_ups import Asker
from stafett.people.models import Family, Person
from stafett.people.national_number import NationalNumber
from stafett.people.register import Ground
from stafett.people.renewal import Change, News, renew_family
from stafett.people.seals import SealBroken, number_of

from .family_again import follow
from .models import Consent

# A closed log is only read, by its family.
CLOSED_EVERY = timedelta(days=7)
SILENT_IN_A_ROW = 5  # then the register rests until the job is tried again
NOT_FOUND = "family.not_found"
logger = logging.getLogger(__name__)


def renew_families(at: datetime) -> None:
    """Ask about every family whose turn it is, each once a day; safe to run again.

    Raises RegisterSilent when some got no answer, after the others were tried.
    """
    silent: RegisterSilent | None = None
    in_a_row = 0
    for child_id, logs in due(at).items():
        try:
            _renew(child_id, logs, at=at)
        except RegisterSilent as error:
            silent, in_a_row = error, in_a_row + 1
            if in_a_row == SILENT_IN_A_ROW:
                break
        except SealBroken:
            logger.error("The number of the owner of log %s does not open.", logs[0])
        else:
            in_a_row = 0
    if silent:
        raise silent


def due(at: datetime) -> dict[UUID, list[UUID]]:
    """The owners to ask about, each with all the logs in which an answer matters: of those with a
    log that lives, who were not asked about today; of others, not for a week."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    lives, is_read = _lives(), _is_read(at)
    checked_before = Q(owner__family__checked_at__lt=midnight)
    long_ago = Q(owner__family__checked_at__lt=at - CLOSED_EVERY)
    turn = Log.objects.filter((lives & checked_before) | (is_read & long_ago))
    found: dict[UUID, list[UUID]] = {}
    logs = Log.objects.filter(lives | is_read, owner__in=turn.values("owner"))
    for log_id, owner_id in logs.order_by("owner", "pk").values_list("pk", "owner_id"):
        found.setdefault(owner_id, []).append(log_id)
    return found


def _lives() -> Q:
    """Open logs, and drafts and closed ones with an open question."""
    asked = Consent.objects.filter(
        log=OuterRef("pk"), asked_at__isnull=False, activated_at=None, ended_at=None
    )
    return Q(closed_at=None, opened_at__isnull=False) | Q(Exists(asked))


def _is_read(at: datetime) -> Q:
    """Closed logs in which a guardian still reads."""
    guardians = Admission.objects.filter(
        Q(until=None) | Q(until__gte=timezone.localdate(at)),
        log=OuterRef("pk"), role=AdmissionRole.GUARDIAN, ended_at=None,
    )  # fmt: skip
    return Q(Exists(guardians), closed_at__isnull=False)


def tell_elsewhere(learnt_in: UUID, told: str, *, news: UUID, at: datetime) -> None:
    """What was learnt of a child in one log, in its other logs: `told` and `news` are what
    `family_again.tell_elsewhere` wrote. The entries are about `news`, so that a worker that was
    killed before its job was ticked off tells nothing twice."""
    owner = Log.objects.filter(pk=learnt_in).values_list("owner_id", flat=True).first()
    others = Log.objects.filter(_lives() | _is_read(at), owner_id=owner).exclude(pk=learnt_in)
    pairs = [each.split(":") for each in told.split()]
    people = {str(each.pk): each for each in Person.objects.filter(pk__in=[p for _n, p in pairs])}
    changes = [Change(News(news), people[key]) for news, key in pairs]
    with transaction.atomic():
        for log_id in others.order_by("pk").values_list("pk", flat=True):
            log = lock(log_id)
            if not Entry.objects.filter(book=log.book, about__contains=[news]).exists():
                follow(log, changes, at=at, about=[news])


def _renew(child_id: UUID, logs: list[UUID], *, at: datetime) -> None:
    number = number_of(child_id)
    if number is None:
        return
    found = _ask(number, logs[0], at=at)
    with transaction.atomic():
        locked = [lock(log_id) for log_id in logs]
        if found is None:
            Family.objects.filter(child_id=child_id).update(checked_at=at)
            tell_not_found(locked, at=at)
            return
        changes = renew_family(locked[0].owner, found, at=at)
        for log in locked:
            follow(log, changes, at=at)


def _ask(number: NationalNumber, log_id: UUID, *, at: datetime) -> FoundFamily | None:
    """Before anything is locked. None: the register has nobody with this number any more."""
    try:
        return find_family(number, Ground.RENEW_FAMILY, Asker(None, at, log_id))
    except NotInRegister:
        return None


def tell_not_found(logs: Iterable[Log], *, at: datetime) -> None:
    """The register no longer finds the owner of these locked logs. Nobody loses anything by it;
    it is told once."""
    for log in logs:
        last = Entry.objects.filter(book=log.book, verb__startswith="family.")
        if last.order_by("-number").values_list("verb", flat=True).first() != NOT_FOUND:
            data: dict[str, object] = {"whom": str(log.owner)}
            book.write(log.book, NOT_FOUND, data, at=at, actor=None, role="stafett")
