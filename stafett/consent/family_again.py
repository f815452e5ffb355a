"""The register is asked again about a log's family, and what follows when it says something new.

At each request for a signature, and each day (`family_daily`). The question goes over the network
and is made before the log is locked; what follows is one transaction, entries first.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import begin
from stafett.logs.models import Admission, AdmissionRole, Log
from stafett.municipality.policy import Policy
from stafett.people.actions import FoundFamily, NotInRegister, find_family
from stafett.people.look_ups import Asker
from stafett.people.models import Guardianship, Person
from stafett.people.register import Ground
from stafett.people.renewal import Change, News, renew_family
from stafett.people.seals import SealBroken, number_of_owner
from stafett.worker.later import later

from .actions import asking_right, hash_of
from .family import case_of
from .models import Consent

VERBS = {
    News.LOST: "family.responsibility_lost",
    News.GAINED: "family.responsibility_gained",
    News.RESIDENCE: "family.residence_changed",
    News.NAME: "family.name_changed",
    News.PROTECTION: "family.protection_changed",
}
AS_GUARDIAN = (AdmissionRole.GUARDIAN, AdmissionRole.ASKED)


def family_now(by: Standing, *, at: datetime) -> FoundFamily | None:
    """What the register says now, asked by one who is about to ask for consent.

    Nothing may be locked yet. None for an owner whose number Stafett does not have: there is
    nothing to ask by, and the family stands as it was told. Raises Refused, with nothing changed,
    when the register does not answer, no longer finds the owner, or the number cannot be read.
    """
    name = {"name": by.log.owner}
    try:
        number = number_of_owner(by.log.pk)
        if number is None:
            return None
        return find_family(number, Ground.RENEW_FAMILY, Asker(by.person.pk, at, by.log.pk))
    except NotInRegister as error:
        words = _("The population register no longer finds %(name)s. Nobody can be asked now.")
        raise NotInRegister(words % name) from error
    except SealBroken as error:
        words = _("The register cannot be asked about %(name)s. Tell your system administrator.")
        raise Refused(words % name) from error


@transaction.atomic
def renew(by: Standing, found: FoundFamily, *, at: datetime) -> list[Change]:
    """Bring the family in a log up to date before a question is sent; what was new.

    Where something was new, show it before anybody is asked: others may have to say yes.
    """
    log, by = begin(by, asking_right(by.log))
    changes = renew_family(log.owner, found, at=at)
    follow(log, changes, at=at)
    tell_elsewhere(log, changes)
    return changes


def tell_elsewhere(log: Log, changes: Sequence[Change]) -> None:
    """What was learnt in one log of a child holds in its logs in other municipalities, which nobody
    here may know of: the worker tells it there."""
    if changes:
        told = [f"{each.news.value}:{each.person.pk}" for each in changes]
        news = {"learnt_in": str(log.pk), "changes": " ".join(told), "news": str(uuid4())}
        later("families.told_elsewhere", **news)


def follow(
    log: Log, changes: Sequence[Change], *, at: datetime, about: Sequence[UUID] = ()
) -> None:
    """What new facts of the family mean in a locked log: the entries, then who is out, then the
    question that no longer fits. `about`: as `book.actions.write`."""
    lost = _lost(log, changes)
    told = [Change(News.LOST, person) for person in lost]
    for change in [*told, *(each for each in changes if each.news is not News.LOST)]:
        data: dict[str, object] = {"whom": str(change.person)}
        verb = VERBS[change.news]
        book.write(log.book, verb, data, at=at, actor=None, role="stafett", about=about)
    Admission.objects.filter(log=log, ended_at=None, person__in=lost, role__in=AS_GUARDIAN).update(
        ended_at=at
    )
    others = told or any(each.news in (News.GAINED, News.RESIDENCE) for each in changes)
    _end_question_that_no_longer_fits(log, bool(others), at=at)


def _lost(log: Log, changes: Sequence[Change]) -> list[Person]:
    """Who has no responsibility any more: told just now, or let in to this log as if they had it,
    because it was told in another log of the same child."""
    told = {each.person.pk: each.person for each in changes if each.news is News.LOST}
    have = Guardianship.objects.filter(child_id=log.owner_id, responsibility=True)
    let_in = (
        Admission.objects.filter(log=log, ended_at=None, role__in=AS_GUARDIAN)
        .exclude(person_id=log.owner_id)
        .exclude(person__in=have.values("guardian"))
        .select_related("person")
    )
    return sorted((told | {each.person_id: each.person for each in let_in}).values(), key=str)


def _end_question_that_no_longer_fits(log: Log, others: bool, *, at: datetime) -> None:
    """Others may decide than those who were asked, or the text names no places any more, since the
    child's address is protected now: no answer to the old question can count."""
    asked = Consent.objects.filter(
        log=log, asked_at__isnull=False, activated_at=None, ended_at=None
    ).first()
    if asked is None or (same_text(asked) and (not others or still_fits(log, asked))):
        return
    data: dict[str, object] = {"version": asked.version}
    book.write(log.book, "family.question_ended", data, at=at, actor=None, role="stafett")
    asked.ended_at, asked.end = at, "family"
    asked.save(update_fields=["ended_at", "end"])


def same_text(asked: Consent) -> bool:
    """Whether the text is still the one that was sent, whose hash a signature carries."""
    return hash_of(asked.text or {}) == asked.text_hash


def still_fits(log: Log, asked: Consent) -> bool:
    """Whether the rules, by the policy and on the day it was sent, would ask the same people."""
    assert asked.asked_at is not None
    case = case_of(log)
    policy = Policy.from_settings(asked.policy or {})
    try:
        groups = case.groups(policy, timezone.localdate(asked.asked_at), asked.scopes)
    except Refused:
        return False
    now = {frozenset(map(case.person_of, group.any_of)) for group in groups}
    sent = {
        frozenset(member.person_id for member in group.members.all())
        for group in asked.groups.prefetch_related("members")
    }
    return now == sent
