"""Which birthdays something is to be done about today, among however many owners."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from stafett.municipality.queries import Policies
from stafett.worker.batches import batches

from .birthdays import AHEAD, Change, ages, birthday, change_at
from .family import cases_of
from .models import Birthday, Consent
from .outgrown import asker

Due = tuple[UUID, int]
AT_A_TIME = 500  # logs whose families are read together


def birthdays_due(today: date) -> Iterator[Due]:
    """Open logs whose owner has a birthday to be told of, or that has come, or was told of in vain.

    One question an age, and three for some hundred owners with a birthday near: the others are
    left to the database.
    """
    policies = Policies()
    for age in sorted(set[int]().union(*map(ages, policies.every()))):
        for some in batches(_near(age, today).iterator(AT_A_TIME), AT_A_TIME):
            comes = {each: on for each in some if (on := _on(each, age, policies, today))}
            cases = cases_of([active.log.owner for active in comes])
            rows = Birthday.objects.filter(log__in=[active.log_id for active in comes], age=age)
            told = set(rows.values_list("log_id", flat=True))
            for active, on in comes.items():
                policy = policies.on(active.log.municipality_id, on)
                ask = asker(cases[active.log.owner_id], policy, active.scopes)
                change = change_at(age, on, ask)
                if _is_due(change, told=active.log_id in told, today=today):
                    yield active.log_id, age


def _is_due(change: Change | None, *, told: bool, today: date) -> bool:
    if change is None:
        return told  # in vain: a changed policy, or family
    return not told or change.on <= today


def _near(age: int, today: date) -> QuerySet[Consent]:
    """Active consents whose owner may fill these years from the asking on and until some weeks from
    now, with nothing done on the day yet; some days too many."""
    done = Birthday.objects.filter(log=OuterRef("log"), age=age, reached_at__isnull=False)
    longest = timedelta(days=366 * age + 1)
    return (
        Consent.objects.filter(
            ~Exists(done),
            activated_at__isnull=False,
            ended_at=None,
            log__owner__birth_date__lte=today + AHEAD - timedelta(days=365 * age),
            log__owner__birth_date__gt=F("asked_at") - longest,
        )
        .select_related("log__owner")
        .only("asked_at", "scopes", "log__municipality", "log__owner__birth_date")
        .order_by("log__started_at")
    )


def _on(active: Consent, age: int, policies: Policies, today: date) -> date | None:
    """The birthday, when it is near and the policy of that day names the age."""
    birth, asked = active.log.owner.birth_date, active.asked_at
    if birth is None or asked is None:
        return None
    on = birthday(birth, age)
    near = timezone.localdate(asked) < on <= today + AHEAD
    return on if near and age in ages(policies.on(active.log.municipality_id, on)) else None
