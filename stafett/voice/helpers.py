"""Those who help, as the child meets them in the room (A6, M15)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stafett.logs.access import Standing
from stafett.logs.models import AdmissionRole
from stafett.logs.queries import Member
from stafett.people.models import Person, Relation

# What a child says itself.
CALLED: dict[str, Promise] = {Relation.MOTHER: _("Mum"), Relation.FATHER: _("Dad")}
WITHIN: dict[str, Promise] = {
    Relation.MOTHER: pgettext_lazy("within a sentence", "Mum"),
    Relation.FATHER: pgettext_lazy("within a sentence", "Dad"),
}


@dataclass(frozen=True)
class Helper:
    """One who helps: the name the child uses, and what this person does."""

    person: Person
    name: str
    what: str
    phone: str
    holds: bool


def called(member: Member) -> str:
    """«Mum», «Kari»: the name that the child uses."""
    return str(CALLED.get(member.relation, "")) or member.person.given_name


def in_a_sentence(names: Sequence[str]) -> list[str]:
    """Mother and father first, and the second of them as it is written within a sentence."""
    family = [relation for relation, name in CALLED.items() if str(name) in names]
    first = [str(CALLED[each]) for each in family[:1]]
    then = [str(WITHIN[each]) for each in family[1:]]
    return first + then + [each for each in names if each not in map(str, CALLED.values())]


def helpers(standing: Standing, members: list[Member]) -> list[Helper]:
    """Everyone around the child, who has the baton first, the family last."""
    holding = {leg.holder_id for leg in standing.legs}
    found = [
        Helper(
            each.person,
            called(each),
            each.task or each.title,
            each.phone,
            each.person.pk in holding,
        )
        for each in members
        if each.role != AdmissionRole.OWNER and each.person.pk != standing.person.pk
    ]
    family = {each.person.pk for each in members if each.role == AdmissionRole.GUARDIAN}
    return sorted(found, key=lambda each: (not each.holds, each.person.pk in family))
