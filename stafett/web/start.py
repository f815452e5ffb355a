"""What the start page says and offers, by the municipality's own policy."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from stafett.identity.models import Group, TrainingAccount
from stafett.identity.session import Place
from stafett.municipality.queries import current_policy

SHOWN_AT_FIRST = 6
WORTH_FOLDING = 3


class ToTry(NamedTuple):
    """One list of fictional people: those shown, and those folded away below them."""

    heading: str
    first: list[TrainingAccount]
    more: list[TrainingAccount]


def words_to_the_young(place: Place | None, on: date) -> str:
    """What the young person's own yes means here; nothing where no age is set (Z1, Z3)."""
    policy = current_policy(UUID(place["id"]), on) if place else None
    age = policy.youth_signs_from if policy else None
    if policy is None or age is None:
        return ""
    until = policy.guardians_sign_until
    if until is not None and until > age:
        return _(
            "Once you have turned %(age)s, nobody can start a log without your own yes. "
            "Your parents are asked too."
        ) % {"age": age}
    return _("Once you have turned %(age)s, it is you who says yes to a log.") % {"age": age}


def people_to_try(place: Place | None) -> list[ToTry]:
    """The fictional people of a training municipality, each list with its heading (S3)."""
    if place is None or not place["training"]:
        return []
    accounts = TrainingAccount.objects.filter(municipality__training=True).exclude(group="")
    lists: dict[str, list[TrainingAccount]] = {group.value: [] for group in Group}
    for account in accounts:
        lists[account.group].append(account)
    return [
        ToTry(str(Group(group).label), *_folded(people))
        for group, people in lists.items()
        if people
    ]


def _folded(
    people: list[TrainingAccount],
) -> tuple[list[TrainingAccount], list[TrainingAccount]]:
    if len(people) < SHOWN_AT_FIRST + WORTH_FOLDING:
        return people, []
    return people[:SHOWN_AT_FIRST], people[SHOWN_AT_FIRST:]
