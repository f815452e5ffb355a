"""What a page needs to be live: where to listen, and how far the log has come for its reader."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from stafett.book.models import Content, Entry
from stafett.book.questions import Question
from stafett.people.models import Person

from .access import Standing
from .hidden import Keys, keys_of, shown_entries

# With this header a page fetches itself, for somebody who only looks at it.
HEADER = "Stafett-Live"


@dataclass(frozen=True)
class Now:
    """The newest entry that the reader may know of. `who` wrote it: None where no name is shown."""

    stream: str
    number: int
    who: Person | None
    mine: bool


def now(request: HttpRequest, standing: Standing) -> Now | None:
    """None where nothing is live: what was sent and refused, another's view, a page without the
    live process. Two questions."""
    if not settings.STAFETT_LIVE_ADDRESS or request.method != "GET" or standing.looked_at_by:
        return None
    newest = _newest(standing.log.pk, *keys_of(standing.reader))
    number, actor = next(iter(newest), (0, None))
    stream = f"{settings.STAFETT_LIVE_ADDRESS}/logg/{standing.log.pk}/direkte"
    who = next(iter(_person(actor)), None) if actor else None
    return Now(stream, number, who, actor == standing.person.pk)


@Question
def _newest(log: UUID, *keys: Collection[UUID]) -> QuerySet[Entry, tuple[int, UUID | None]]:
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = Entry.objects.filter(Exists(content.filter(shown_entries(Keys(*keys)))), book=log)
    return mine.order_by("-number").values_list("number", "actor_id")[:1]


@Question
def _person(pk: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk=pk)
