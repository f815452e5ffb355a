"""The fictional people and their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.identity.models import TrainingAccount
from stafett.municipality.models import Position
from stafett.people.models import Person


class Stage:
    """The fictional people, by name, and the time that is counted backwards from `day`.

    `register_day`: when the register's people were made, where it was not on that day.
    """

    def __init__(self, day: date, *, register_day: date | None = None) -> None:
        self.day, self.register_day = day, register_day or day
        # The newest last: those of a town that is being made anew are still there.
        accounts = TrainingAccount.objects.order_by("pk")
        self.ids: dict[str, UUID] = dict(accounts.values_list("name", "person_id"))

    def at(self, days_ago: int, clock: str) -> datetime:
        """The moment so many days before."""
        moment = datetime.combine(self.on(days_ago), time.fromisoformat(clock))
        return timezone.make_aware(moment)

    def on(self, days_ago: int) -> date:
        """The day so many days before; after, when negative."""
        return self.day - timedelta(days=days_ago)

    @contextmanager
    def eyes_of(self, name: str) -> Iterator[Person]:
        """Act as somebody."""
        with acting_as(self.ids[name]):
            yield Person.objects.get(pk=self.ids[name])

    def position(self, name: str) -> Position:
        """Where a professional works."""
        return Position.objects.select_related("unit").get(person_id=self.ids[name])
