"""Areas of development: the words by which a municipality sorts goals and measures (A23).

A municipality that has written no list of its own uses ours. A goal keeps the word that was chosen
for it, whatever becomes of the list; a word of ours is stored in one language and told in the
reader's.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Entry
from stafett.people.models import Person

from .access import administers
from .models import Area

VERB = "municipality.areas_set"
STORED_IN = "nb"  # as the names of services are
MOST, LONGEST = 30, 60  # areas, and letters in one
OURS = (
    gettext_lazy("Language and communication"),
    gettext_lazy("Play and friendship"),
    gettext_lazy("Feelings and self-esteem"),
    gettext_lazy("Learning and school"),
    gettext_lazy("Presence at school or in kindergarten"),
    gettext_lazy("Body, movement and senses"),
    gettext_lazy("Sleep, food and everyday life"),
    gettext_lazy("Health"),
    gettext_lazy("Family and home"),
    gettext_lazy("Leisure and belonging"),
)


def areas_of(municipality_id: UUID) -> list[str]:
    """The municipality's own list, or ours, as they are stored. One question."""
    own = Area.objects.filter(municipality=municipality_id).order_by("order")
    return list(own.values_list("name", flat=True)) or our_areas()


def our_areas() -> list[str]:
    """Our own list as it is stored."""
    with override(STORED_IN):
        return [str(each) for each in OURS]


def told(area: str) -> str:
    """An area in the reader's language where the word is ours, in whichever language it was
    written; a municipality's own word as it stands."""
    ours = _ours().get(area)
    return str(OURS[ours]) if ours is not None else area


def stored(area: str) -> str:
    """The same word as it is stored."""
    ours = _ours().get(area)
    return our_areas()[ours] if ours is not None else area


@cache
def _ours() -> dict[str, int]:
    """Each of our words in each language, and its place in our list."""
    words: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {str(each): number for number, each in enumerate(OURS)}
    return words


@transaction.atomic
def set_areas(
    by: Person, municipality_id: UUID, names: Sequence[str], *, opened_at: int, at: datetime
) -> None:
    """Write the municipality's list anew; an empty one gives ours back.

    `opened_at` is the book's count when the administrator saw the list. To write what stands is
    nothing. Raises Refused for others than its administrators and for a list that is too long,
    Conflict when another administrator has changed it since.
    """
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can change its areas."))
    if Entry.objects.filter(book=cover, number__gt=opened_at, verb=VERB).exists():
        raise Conflict(
            _("Another administrator has changed the list since you opened the page. Their list"
              " stands below yours. Save again if yours shall hold.")
        )  # fmt: skip
    wanted = list(dict.fromkeys(names))
    if len(wanted) > MOST or any(len(each) > LONGEST for each in wanted):
        raise Refused(_("At most thirty areas, each with at most sixty letters."))
    now = Area.objects.filter(municipality=municipality_id)
    if list(now.order_by("order").values_list("name", flat=True)) == wanted:
        return
    now.delete()
    Area.objects.bulk_create(
        Area(municipality_id=municipality_id, name=name, order=number)
        for number, name in enumerate(wanted, 1)
    )
    data: dict[str, object] = {"who": str(by), "areas": wanted}
    book.write(cover, VERB, data, at=at, actor=by.pk, role="administrator")
