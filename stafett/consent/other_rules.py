"""What the municipality's rules of today would ask besides, of a consent that other rules asked."""

from datetime import date

from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.models import Log
from stafett.municipality.policy import Policy
from stafett.municipality.queries import current_policy
from stafett.people.models import Person

from .family import case_of
from .models import Consent
from .words import one_of, together


def asked_besides(log: Log, active: Consent, on: date) -> str:
    """A sentence on whose yes is needed the next time, and is not in this one; or why nobody could
    give it. What is signed counts on. Birthdays and the family's news are told in their own place.

    One question while the rules are those that the consent was asked by; else five more at most.
    """
    policy = current_policy(log.municipality_id, on)
    if policy == Policy.from_settings(active.policy or {}):
        return ""
    case = case_of(log)
    try:
        groups = case.groups(policy, on, active.scopes)
    except Refused as refusal:
        return str(refusal)
    asked = [{case.person_of(member) for member in group.members} for group in groups]
    yes = set(active.signatures.filter(says_yes=True).values_list("person_id", flat=True))
    missing = [members for members in asked if not members & yes]
    if not missing:
        return ""
    people = Person.objects.filter(pk__in=set().union(*missing))
    names = {person.pk: str(person) for person in people}
    who = together([one_of(sorted(names[pk] for pk in members)) for members in missing])
    return _("Next time you ask, %(who)s must say yes too.") % {"who": who}
