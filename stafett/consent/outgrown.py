"""Whether the years have passed a question by: who was asked is not who must answer now."""

from datetime import date

from django.utils import timezone

from stafett.book.errors import Refused
from stafett.municipality.policy import Policy

from . import rules
from .birthdays import Ask, Groups, ages, between
from .family import Case, case_of
from .models import Asked, Consent


def is_outgrown(question: Consent, today: date) -> bool:
    """Whether a birthday since the asking lets others sign than those who were asked."""
    birth, asked = question.log.owner.birth_date, question.asked_at
    if birth is None or asked is None:
        return False
    policy = Policy.from_settings(question.policy or {})
    near = between(birth, timezone.localdate(asked), today)
    if not any(age in ages(policy) for age, _on in near):
        return False
    ask = asker(case_of(question.log), policy, question.scopes)
    return ask(timezone.localdate(asked)) != ask(today)


def owner_is_missing(question: Consent, today: date) -> bool:
    """Whether the owner must sign by now and was never asked: then no yes makes it count."""
    if Asked.objects.filter(consent=question, person_id=question.log.owner_id).exists():
        return False
    policy = Policy.from_settings(question.policy or {})
    groups = asker(case_of(question.log), policy, question.scopes)(today)
    return any(rules.OWNER in members for members in groups)


def asker(case: Case, policy: Policy, scopes: list[str]) -> Ask:
    """Who must sign on a day, as sets; nobody where no answer can be given."""

    def ask(on: date) -> Groups:
        try:
            return frozenset(group.members for group in case.groups(policy, on, scopes))
        except Refused:  # nobody could sign on that day
            return frozenset()

    return ask
