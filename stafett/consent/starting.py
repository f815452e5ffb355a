"""Starting a draft: from what the starter has told to a log with its first question written."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.logs import access
from stafett.logs import actions as logs
from stafett.logs.access import Standing
from stafett.logs.actions import Groundwork
from stafett.logs.models import Log, Sees
from stafett.municipality.models import Position
from stafett.municipality.policy import Policy
from stafett.municipality.queries import current_policy
from stafett.people.actions import FoundFamily, take_in
from stafett.people.models import Person, Relation
from stafett.people.national_number import NationalNumber
from stafett.people.numbers import known_person
from stafett.people.register import RegisterGuardian, RegisterPerson
from stafett.people.renewal import renew_family

from . import actions, rules
from .family import Case
from .family_again import tell_elsewhere
from .reasons import why
from .until import usual_day
from .words import one_of, together

NOBODY_YET = UUID(int=0)  # the family is not taken in when the rules are asked


@dataclass(frozen=True)
class Decider:
    """Somebody whose yes counts. `key` stands in the page's form instead of the number."""

    key: str
    name: str
    relation: str  # '' for the owner
    number: NationalNumber


@dataclass(frozen=True)
class Deciding:
    """Who decides for a child whom the register has found, and why."""

    deciders: tuple[Decider, ...]
    reasons: tuple[tuple[str, str], ...]  # names, why
    owner_alone: bool


def who_decides(found: FoundFamily, policy: Policy, on: date) -> Deciding:
    """The rules' answer for opening a log, before anything of the family is stored.

    Raises Refused where nobody could say yes.
    """
    groups = _case(found).groups(policy, on, [rules.Scope.OPEN])
    known = {rules.OWNER: _owner(found)} | {
        str(place): Decider(str(place), _name(person), _relation(tie), tie.number)
        for place, (tie, person) in enumerate(found.guardians)
    }
    members = dict.fromkeys(member for group in groups for member in group.any_of)
    reasons: dict[str, list[str]] = {}
    for group in groups:
        names = one_of([known[member].name for member in group.any_of])
        reasons.setdefault(why(group), []).append(names)
    return Deciding(
        deciders=tuple(known[member] for member in members),
        reasons=tuple((together(names), because) for because, names in reasons.items()),
        owner_alone=set(members) == {rules.OWNER},
    )


def _case(found: FoundFamily) -> Case:
    return Case(
        owner_id=NOBODY_YET,
        owner=rules.Owner(birth=found.child.birth_date),
        guardians=tuple(
            rules.Guardian(
                id=str(place),
                responsibility=tie.responsibility,
                fixed_residence=tie.fixed_residence,
                kind=rules.Kind(tie.kind),
            )
            for place, (tie, _person) in enumerate(found.guardians)
        ),
        live_together=bool(found.child.live_together),
    )


def _owner(found: FoundFamily) -> Decider:
    return Decider(rules.OWNER, _name(found.child), "", found.child.number)


def _relation(tie: RegisterGuardian) -> str:
    return str(Relation(tie.relation).label)


def _name(person: RegisterPerson) -> str:
    return f"{person.given_name} {person.family_name}"


@dataclass(frozen=True)
class Beginning:
    """What the starter has told before a draft is made."""

    position: Position  # the starter's
    holder: Position  # who is to have the baton
    found: FoundFamily
    groundwork: Groundwork
    said_yes: tuple[NationalNumber, ...]
    said_on: date
    short_name: str
    description: str
    level: int


@transaction.atomic
def begin_draft(told: Beginning, *, at: datetime) -> tuple[Log, bool]:
    """Make the draft and write its first question; whether it is new.

    The same starter's own draft for the same child is given back as it is, so that a form sent
    twice does no harm. Raises Refused when the child has a log that the starter does not know.
    """
    starter = told.position.person
    owner = take_in(told.found, at=at)
    mine = Log.objects.filter(owner_id=owner.pk, started_by=starter, opened_at=None).first()
    if mine is not None:
        return mine, False
    log = logs.start_draft(
        starter,
        owner=owner,
        unit=told.position.unit,
        holder=told.holder.person,
        short_name=told.short_name,
        description=told.description,
        level=told.level,
        groundwork=told.groundwork,
        at=at,
    )
    tell_elsewhere(log, renew_family(owner, told.found, at=at))
    _write_question(told, _standing(starter, log), at=at)
    return log, True


def _standing(starter: Person, log: Log) -> Standing:
    standing = access.standing(starter, log.pk)
    assert standing is not None  # the starter has just been let in
    return standing


def _write_question(told: Beginning, by: Standing, *, at: datetime) -> None:
    consent = actions.prepare(by, scopes=[rules.Scope.OPEN], purpose="", kept_out="", at=at)
    policy = current_policy(by.log.municipality_id, timezone.localdate(at))
    until = usual_day(policy, timezone.localdate(at))
    for position, task in _first_named(told):
        invitation = actions.Invitation(position.pk, task, Sees.EVERYTHING, until)
        actions.invite(by, consent.pk, invitation, at=at)
    keys = [known_person(number) for number in told.said_yes]
    people = sorted(Person.objects.filter(pk__in=[key for key in keys if key]), key=str)
    actions.note_oral(by, people, said_on=told.said_on, at=at)


def _first_named(told: Beginning) -> list[tuple[Position, str]]:
    """The one who is to have the baton, and the starter when that is somebody else."""
    holder = (
        told.holder,
        _("Keeps in touch with the family and sees that what is agreed gets done"),
    )
    if told.holder.person_id == told.position.person_id:
        return [holder]
    return [holder, (told.position, _("Starts the log together with the family"))]
