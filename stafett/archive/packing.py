"""Making a package for whoever makes an individual plan, with the family's yes (P4)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.consent.models import Consent
from stafett.consent.rules import Scope
from stafett.logs.access import FAMILY, Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log

from .models import Package, Part


@transaction.atomic
def pack(by: Standing, *, receiver: str, parts: Iterable[str], at: datetime) -> Package:
    """Choose what is carried over, and note for whom (P4).

    Raises Refused when the family has not said yes to it, when nothing is chosen, and for anybody
    but whoever has the baton.
    """
    log, by = begin(by, Right.COORDINATE)
    consent = yes_to_carry_over(log, at)
    if consent is None:
        raise Refused(_("The family has not said yes to this. Ask for consent first."))
    chosen = in_order(parts)
    if not chosen:
        raise Refused(_("Choose at least one thing to take along."))
    package = Package(
        log=log, consent=consent, made_at=at, made_by=by.person, receiver=receiver, parts=chosen
    )
    package.save(force_insert=True)
    data: dict[str, object] = {"who": str(by.person), "receiver": receiver}
    note(log, "consent.package_made", data, at=at, by=by)
    return package


def in_order(parts: Iterable[str]) -> list[str]:
    """The parts that there are, as they are told."""
    return [each for each in Part.values if each in set(parts)]


def yes_to_carry_over(log: Log, at: datetime) -> Consent | None:
    """The consent that counts now, where it says that information may go to such a plan (G3)."""
    today = timezone.localdate(at)
    lasts = Q(lapses_on=None) | Q(lapses_on__gt=today)
    counts = Consent.objects.filter(lasts, log=log, activated_at__isnull=False, ended_at=None)
    return counts.filter(scopes__contains=[Scope.TRANSFER.value]).first()


def packages(by: Standing) -> QuerySet[Package]:
    """Those that this person may fetch, the newest first. The database says the same."""
    rows = Package.objects.filter(log=by.log).select_related("made_by", "consent")
    return rows.order_by("-made_at") if may_fetch(by) else rows.none()


def may_fetch(by: Standing) -> bool:
    """The family always; whoever has the baton so long as the yes counts."""
    if any(each.role in FAMILY for each in by.admissions):
        return True
    return by.is_holder and yes_to_carry_over(by.log, timezone.now()) is not None


def names(parts: Sequence[str]) -> list[str]:
    """The parts in a few words each."""
    return [str(Part(each).label).split("\n")[0] for each in in_order(parts)]
