"""Those who help, as the child meets them in the room (A6, M15)."""

from dataclasses import dataclass

from stafett.logs.access import Standing
from stafett.logs.models import AdmissionRole
from stafett.logs.queries import Member
from stafett.people.models import Person


@dataclass(frozen=True)
class Helper:
    """One who helps: the name the child uses, and what this person does."""

    person: Person
    name: str
    what: str
    phone: str
    holds: bool


def helpers(standing: Standing, members: list[Member]) -> list[Helper]:
    """Everyone around the child, who has the baton first, the family last."""
    holding = {leg.holder_id for leg in standing.legs}
    found = [
        Helper(
            each.person,
            each.relation_words or each.person.given_name,
            each.task or each.title,
            each.phone,
            each.person.pk in holding,
        )
        for each in members
        if each.role != AdmissionRole.OWNER and each.person.pk != standing.person.pk
    ]
    family = {each.person.pk for each in members if each.role == AdmissionRole.GUARDIAN}
    return sorted(found, key=lambda each: (not each.holds, each.person.pk in family))
