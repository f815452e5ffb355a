"""What the start page says and offers, by the municipality's own policy."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from stafett.identity.models import Group, TrainingAccount
from stafett.identity.session import Place
from stafett.municipality.queries import current_policy


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


def people_to_try(place: Place | None) -> list[tuple[str, list[TrainingAccount]]]:
    """The fictional people of a training municipality, each list with its heading (S3)."""
    if place is None or not place["training"]:
        return []
    accounts = TrainingAccount.objects.filter(municipality__training=True).exclude(group="")
    listed = list(accounts)
    groups = [
        (str(group.label), [one for one in listed if one.group == group.value]) for group in Group
    ]
    return [(heading, people) for heading, people in groups if people]
