"""A log's family as the rules want it, and the rules' answer as persons."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafett.book.errors import Refused
from stafett.logs.models import Log
from stafett.municipality.models import Position
from stafett.municipality.policy import Policy
from stafett.people.models import Family, Guardianship

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
    family = Family.objects.filter(child_id=log.owner_id).first()
    guardians = Guardianship.objects.filter(child_id=log.owner_id).order_by("guardian_id")
    birth = log.owner.birth_date
    return Case(
        owner_id=log.owner_id,
        owner=rules.Owner(birth=birth, adult=birth is None and _works(log.owner_id)),
        guardians=tuple(
            rules.Guardian(
                id=str(each.guardian_id),
                responsibility=each.responsibility,
                fixed_residence=each.fixed_residence,
                kind=rules.Kind(each.kind),
            )
            for each in guardians
        ),
        live_together=family.live_together if family else False,
    )


def _works(person_id: UUID) -> bool:
    """Whether the birth date is missing because it is not kept of grown-ups who work here."""
    return Position.objects.filter(person_id=person_id).exists()


def has_responsibility(child_id: UUID, person_id: UUID) -> bool:
    """Whether the register, as it was asked last, gives this person parental responsibility."""
    return Guardianship.objects.filter(
        child_id=child_id, guardian_id=person_id, responsibility=True
    ).exists()
