"""Who has learnt to hold the baton: marked by whoever leads the unit, who sees to it (E5).

Each is one transaction with its entry in the municipality's own book.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.people.models import Person

from .models import Position, Trained
from .queries import held


def led_position(position_id: UUID, on: date) -> Position | None:
    """Somebody who works in a unit that the one who is signed in leads. Two questions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT my_led_units()")
        led = [key for (key,) in cursor.fetchall()]
    return (
        Position.objects.filter(held(on), pk=position_id, unit__in=led)
        .select_related("person", "unit", "trained")
        .first()
    )


@transaction.atomic
def mark_trained(by: Person, position_id: UUID, *, day: date, at: datetime) -> Position:
    """Mark that somebody in the own unit took the training on a day.

    Raises Refused for a unit that is not one's own and a day to come; Conflict when it is marked.
    """
    position, cover = _own(position_id, at)
    if day > timezone.localdate(at):
        raise Refused(_("This day has not come yet. Mark the training when it is taken."))
    if Trained.objects.filter(position=position).exists():
        raise Conflict(_("This is marked already."))
    Trained(position=position, day=day, by=by, at=at).save(force_insert=True)
    data = _data(by, position) | {"day": day.isoformat()}
    book.write(cover, "municipality.trained", data, at=at, actor=by.pk, role="leader")
    return position


@transaction.atomic
def take_back_training(by: Person, position_id: UUID, *, at: datetime) -> Position:
    """Take away a mark that was wrong. Raises Refused as above; Conflict when there is none."""
    position, cover = _own(position_id, at)
    gone, _kinds = Trained.objects.filter(position=position).delete()
    if not gone:
        raise Conflict(_("There is no mark to take away any more."))
    data = _data(by, position)
    book.write(cover, "municipality.training_taken_back", data, at=at, actor=by.pk, role="leader")
    return position


def _own(position_id: UUID, at: datetime) -> tuple[Position, Book]:
    """The position and the municipality's book, locked so that nobody else marks it now."""
    position = led_position(position_id, timezone.localdate(at))
    if position is None:
        raise Refused(_("You can only do this for people in your own unit."))
    return position, Book.objects.select_for_update().get(pk=position.unit.municipality_id)


def _data(by: Person, position: Position) -> dict[str, object]:
    return {"who": str(by), "name": str(position.person), "unit": position.unit.name}
