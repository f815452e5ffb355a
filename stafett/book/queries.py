"""Reading a book: its entries with what they say, and the books with something new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, JSONField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .models import Book, Content, Entry, Place


@dataclass(frozen=True)
class Line:
    """One entry with its content; `data` is None where the content was erased by law."""

    number: int
    at: datetime
    verb: str
    data: dict[str, object] | None


def lines(
    book_id: UUID, *, after: int = 0, until: int | None = None, shown: Q | None = None
) -> Iterator[Line]:
    """The entries after one number until another, in order; with `shown` only those whose content
    it fits. One question."""
    entries = Entry.objects.filter(book_id=book_id, number__gt=after)
    if until is not None:
        entries = entries.filter(number__lte=until)
    content = Content.objects.filter(book_id=OuterRef("book_id"), number=OuterRef("number"))
    if shown is not None:
        entries = entries.filter(Exists(content.filter(shown)))
    told = entries.annotate(data=Subquery(content.values("data"), output_field=JSONField()))
    for row in told.order_by("number").values_list("number", "at", "verb", "data"):
        yield Line(*row)


def unread(reader: str) -> list[UUID]:
    """The books that hold something this reader has not read. One question."""
    place = Place.objects.filter(reader=reader, book_id=OuterRef("pk"))
    books = Book.objects.annotate(read=Coalesce(Subquery(place.values("number")), 0))
    return list(books.filter(count__gt=F("read")).values_list("pk", flat=True))
