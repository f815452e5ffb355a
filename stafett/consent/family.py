"""A log's family as the rules want it, and the rules' answer as persons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafett.book.errors import Refused
from stafett.logs.models import Log
from stafett.municipality.models import Position
from stafett.municipality.policy import Policy
from stafett.people.models import Family, Guardianship, Person

from . import rules
from .reasons import explain
from .terms import scope_name

# Each of these asks those whom `open` asks.
KEEPS_THE_LOG = {
    rules.Scope.OPEN,
    rules.Scope.PARTICIPANTS,
    rules.Scope.TRANSITION,
    rules.Scope.TRANSFER,
    rules.Scope.REOPEN,
}


@dataclass(frozen=True)
class Case:
    """Everything that `rules.required_signatures` asks about one child."""

    owner_id: UUID
    owner: rules.Owner
    guardians: tuple[rules.Guardian, ...]
    live_together: bool

    def groups(self, policy: Policy, on: date, scopes: list[str]) -> list[rules.Group]:
        """Who must sign a version of the consent that asks for these scopes.

        The version takes the place of the one before it, and the log rests on it from then on: it
        needs those who let a log be kept, also where it is about education or health alone. Raises
        Refused where no answer can be given, naming what is missing.
        """
        wanted = [rules.Scope(scope) for scope in scopes]
        if wanted and not KEEPS_THE_LOG & set(wanted):
            wanted.append(rules.Scope.OPEN)
        try:
            return rules.required_signatures(
                policy, on, self.owner, self.guardians, wanted, self.live_together
            )
        except rules.NobodyCanSign as error:
            scope = scope_name(str(error.details["scope"]))
            told = rules.NobodyCanSign(error.trouble, **error.details | {"scope": scope})
            raise Refused(explain(told)) from error
        except rules.CannotAnswer as error:
            raise Refused(explain(error)) from error

    def person_of(self, member: str) -> UUID:
        """The person behind a member of a group."""
        return self.owner_id if member == rules.OWNER else UUID(member)


def case_of(log: Log) -> Case:
    """The case of a log's owner as the register said it last. Two questions."""
    return cases_of([log.owner])[log.owner_id]


def cases_of(owners: Collection[Person]) -> dict[UUID, Case]:
    """The cases of some owners. Two questions, and one for each whose birth date is not kept."""
    keys = [owner.pk for owner in owners]
    together = dict(Family.objects.filter(child__in=keys).values_list("child", "live_together"))
    guardians: dict[UUID, list[rules.Guardian]] = {key: [] for key in keys}
    for each in Guardianship.objects.filter(child__in=keys).order_by("guardian_id"):
        guardians[each.child_id].append(_as_rules_want(each))
    return {
        owner.pk: Case(
            owner_id=owner.pk,
            owner=rules.Owner(
                birth=owner.birth_date, adult=owner.birth_date is None and _works(owner.pk)
            ),
            guardians=tuple(guardians[owner.pk]),
            live_together=together.get(owner.pk, False),
        )
        for owner in owners
    }


def _as_rules_want(guardian: Guardianship) -> rules.Guardian:
    return rules.Guardian(
        id=str(guardian.guardian_id),
        responsibility=guardian.responsibility,
        fixed_residence=guardian.fixed_residence,
        kind=rules.Kind(guardian.kind),
    )


def _works(person_id: UUID) -> bool:
    """Whether the birth date is missing because it is not kept of grown-ups who work here."""
    return Position.objects.filter(person_id=person_id).exists()


def has_responsibility(child_id: UUID, person_id: UUID) -> bool:
    """Whether the register, as it was asked last, gives this person parental responsibility."""
    return Guardianship.objects.filter(
        child_id=child_id, guardian_id=person_id, responsibility=True
    ).exists()
