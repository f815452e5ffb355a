"""Children with a birthday so many days from now, and the daily job on a day."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.consent import actions, daily
from stafett.consent.models import Asked, Birthday, Consent
from stafett.logs.models import Log
from tests import world as w
from tests.logins import as_worker


def born(age: int, days: int) -> date:
    """The birth date of somebody who fills `age` so many days from today."""
    on = timezone.localdate() + timedelta(days=days)
    if (on.month, on.day) == (2, 29):  # pragma: no cover
        on += timedelta(days=1)
    return on.replace(year=on.year - age)


def later(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def run(days: int = 0) -> None:
    """The daily job as the worker, so many days from now."""
    with as_worker():
        daily.run(later(days))


def family(world: w.World, child: str, birth: date) -> None:
    """A child born on that day, with mother and father «m_child» and «f_child»."""
    guardians = [(f"m_{child}", "mother"), (f"f_{child}", "father")]
    owner = w.add_family(world, child, 10, guardians)
    owner.birth_date = birth
    owner.save(using="owner")
    owner._state.db = None


def open_for(
    world: w.World, child: str, *, owner: bool = False, guardians: bool = True, **more: Any
) -> Log:
    """A log for a child, signed by the guardians and the child as they must today."""
    signers = (f"m_{child}", f"f_{child}") if guardians else ()
    return w.open_log(
        world,
        owner=child,
        signers=(*([child] if owner else []), *signers),
        short_name=child,
        **more,
    )


def answer_on(world: w.World, version: Consent, *people: str, days: int, yes: bool = True) -> None:
    """Each of these answers, so many days from now."""
    for name in people:
        person = world.people[name]
        with acting_as(person.pk):
            actions.answer(
                w.stand(person, version.log_id),
                version.pk,
                says_yes=yes,
                text_hash=version.text_hash,
                sealed=actions.Sealed("training", "none", "nb"),
                at=later(days),
            )


def versions(log: Log) -> list[Consent]:
    """The log's consents, the first first."""
    return list(Consent.objects.using("owner").filter(log=log).order_by("version"))


def asked_of(consent: Consent) -> set[str]:
    """Given names of those who were asked."""
    people = Asked.objects.using("owner").filter(consent=consent.pk).select_related("person")
    return {each.person.given_name.lower() for each in people}


def verbs(log: Log) -> list[str]:
    """What the book says, in order."""
    entries = Entry.objects.using("owner").filter(book=log.pk).order_by("number")
    return list(entries.values_list("verb", flat=True))


def row(log: Log) -> Birthday:
    return Birthday.objects.using("owner").get(log=log)
