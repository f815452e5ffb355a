"""What is done about health information: marking, a young person's yes, a child's wish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.municipality.queries import current_policy
from stafett.people.models import Guardianship, Person

from . import rules
from .access import FAMILY, Right, Standing
from .acting import begin, note
from .models import HealthInsight, HealthMark, Keeping, KeepingReason, Log, MarkKind


def may_mark(by: Standing) -> bool:
    """Whether this person may write health information: the family, and who shares it (G2)."""
    return any(each.role in FAMILY or each.health for each in by.admissions)


@dataclass(frozen=True)
class Marks:
    """What is said of a text besides its words: that it is about health, that it says where the
    child is. None leaves it as it is."""

    health: bool | None = None
    place: bool | None = None


VERBS = {
    MarkKind.HEALTH: ("logs.health_marked", "logs.health_unmarked"),
    MarkKind.PLACE: ("logs.place_marked", "logs.place_unmarked"),
}
# Of health alone, or of both.
Said = bool | Marks | None


def settle(log: Log, about: Sequence[UUID], said: Said, *, by: Standing, at: datetime) -> None:
    """Mark what was just written, or take marks off.

    `about` is its key and the keys of what it belongs to. Part of another action, which has locked
    the log. Comes last: who marks it may no longer see it. Raises Refused for one who may not
    write of health, and for a place where none is protected.
    """
    marks = said if isinstance(said, Marks) else Marks(health=said)
    _settle(log, about, MarkKind.HEALTH, marks.health, by=by, at=at)
    _settle(log, about, MarkKind.PLACE, marks.place, by=by, at=at)


def _settle(
    log: Log,
    about: Sequence[UUID],
    kind: MarkKind,
    wanted: bool | None,
    *,
    by: Standing,
    at: datetime,
) -> None:
    if wanted is None:
        return
    mark = HealthMark.objects.filter(subject=about[0], log=log, kind=kind, ended_at=None).first()
    if wanted == (mark is not None):
        return
    if kind == MarkKind.HEALTH and not may_mark(by):
        raise Refused(_("The consent does not let you write about health here."))
    if kind == MarkKind.PLACE and not log.hides_places:
        raise Refused(_("The address is not protected. Everyone in the log sees the services."))
    marked, unmarked = VERBS[kind]
    verb = marked if wanted else unmarked
    note(log, verb, {"who": str(by.person)}, at=at, by=by, about=about)
    if mark is None:
        mark = HealthMark(log=log, subject=about[0], kind=kind, by=by.person, at=at)
        mark.save(force_insert=True)
    else:
        mark.ended_at, mark.ended_by = at, by.person
        mark.save(update_fields=["ended_at", "ended_by"])


@transaction.atomic
def mark(by: Standing, about: Sequence[UUID], said: Said, *, at: datetime) -> None:
    """Mark something written before, or take marks off (`about` and refusals as in `settle`)."""
    log, by = begin(by, Right.WRITE)
    settle(log, about, said, by=by, at=at)


def decides_alone(log: Log, on: date) -> bool:
    """Whether the owner has the age from which health is the owner's own to share."""
    policy = current_policy(log.municipality_id, on)
    return rules.decides_on_health(log.owner.birth_date, on, policy.health_youth_alone_from)


def guardians_of(log: Log) -> list[Person]:
    """Those with parental responsibility, by name."""
    ties = Guardianship.objects.filter(child=log.owner_id, responsibility=True)
    return sorted((tie.guardian for tie in ties.select_related("guardian")), key=str)


@transaction.atomic
def let_guardian_see(by: Standing, guardian_id: UUID, *, at: datetime) -> None:
    """The young person says yes to a guardian who may see health information.

    Raises Refused for anybody but the owner, before the age, or for who is no guardian. Said
    twice, it counts once.
    """
    log, by = begin(by, Right.READ)
    _only_owner(by)
    if not decides_alone(log, timezone.localdate(at)):
        raise Refused(_("You do not decide this alone yet. Talk with the one who has the baton."))
    guardian = next((each for each in guardians_of(log) if each.pk == guardian_id), None)
    if guardian is None:
        raise Refused(_("Choose one of those who have parental responsibility for you."))
    if _insight(log, guardian_id):
        return
    yes = HealthInsight(log=log, guardian=guardian, by=by.person, at=at)
    data: dict[str, object] = {"who": str(by.person), "guardian": str(guardian)}
    note(log, "logs.health_insight_given", data, at=at, by=by, about=[yes.pk])
    yes.save(force_insert=True)


@transaction.atomic
def shut_guardian_out(by: Standing, guardian_id: UUID, *, at: datetime) -> None:
    """The young person takes the yes back; it bites at once. Raises Refused for anybody else."""
    log, by = begin(by, Right.READ)
    _only_owner(by)
    yes = _insight(log, guardian_id)
    if yes is None:
        return
    data: dict[str, object] = {"who": str(by.person), "guardian": str(yes.guardian)}
    note(log, "logs.health_insight_ended", data, at=at, by=by, about=[yes.pk])
    yes.ended_at = at
    yes.save(update_fields=["ended_at"])


def _insight(log: Log, guardian_id: UUID) -> HealthInsight | None:
    rows = HealthInsight.objects.filter(log=log, guardian=guardian_id, ended_at=None)
    return rows.select_related("guardian").first()


def _only_owner(by: Standing) -> None:
    if by.person.pk != by.log.owner_id:
        raise Refused(_("Only the one whom the log is about decides this."))


@transaction.atomic
def ask_to_keep(by: Standing, about: Sequence[UUID], *, at: datetime) -> None:
    """A child asks that something about health be kept from guardians; it is, until it is judged.

    `about` as in `settle`. Raises Refused for anybody but the owner, for one who decides alone, and
    for what is not marked as health information; Conflict when it is asked already.
    """
    log, by = begin(by, Right.READ)
    _only_owner(by)
    if decides_alone(log, timezone.localdate(at)):
        raise Refused(_("You decide yourself which of your parents see what is about health."))
    marks = HealthMark.objects.filter(log=log, subject=about[0], ended_at=None)
    if not marks.filter(kind=MarkKind.HEALTH).exists():
        raise Refused(_("Only what is marked as health information can be kept from guardians."))
    if Keeping.objects.filter(log=log, subject=about[0], ended_at=None).exists():
        raise Conflict(_("You have asked for this already."))
    wish = Keeping(log=log, subject=about[0], by=by.person, at=at)
    note(log, "logs.keeping_asked", {"who": str(by.person)}, at=at, by=by, about=[wish.pk, *about])
    wish.save(force_insert=True)


@transaction.atomic
def judge_keeping(by: Standing, keeping_id: UUID, *, reason: str, at: datetime) -> None:
    """The holder judges a child's wish; the reason says whether it is kept from guardians.

    Raises Refused for anybody but the holder, Conflict when it is judged or taken back.
    """
    log, by = begin(by, Right.COORDINATE)
    wish = _open_wish(log, keeping_id)
    if wish.kept is not None:
        raise Conflict(_("This is judged already."))
    kept = rules.is_kept(KeepingReason(reason).value)
    verb = "logs.keeping_granted" if kept else "logs.keeping_declined"
    data: dict[str, object] = {"who": str(by.person), "reason": reason}
    note(log, verb, data, at=at, by=by, about=[wish.pk, wish.subject])
    wish.judged_by, wish.judged_at, wish.kept, wish.reason = by.person, at, kept, reason
    wish.save(update_fields=["judged_by", "judged_at", "kept", "reason"])


@transaction.atomic
def take_wish_back(by: Standing, keeping_id: UUID, *, at: datetime) -> None:
    """The child no longer asks for it. Raises Refused for others, Conflict when it is over."""
    log, by = begin(by, Right.READ)
    _only_owner(by)
    wish = _open_wish(log, keeping_id)
    data: dict[str, object] = {"who": str(by.person)}
    note(log, "logs.keeping_taken_back", data, at=at, by=by, about=[wish.pk, wish.subject])
    wish.ended_at = at
    wish.save(update_fields=["ended_at"])


def _open_wish(log: Log, keeping_id: UUID) -> Keeping:
    wish = Keeping.objects.filter(log=log, pk=keeping_id, ended_at=None).first()
    if wish is None:
        raise Conflict(_("This wish is taken back. The page shows how it is now."))
    return wish
