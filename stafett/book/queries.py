"""Reading a book: its entries with what they say, and the books with something new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, JSONField, OuterRef, Q, Subquery

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
    """The books that hold something this reader has not read. One question, that reads the books
    and the places once each."""
    read = Place.objects.filter(reader=reader, book=OuterRef("pk"), number__gte=OuterRef("count"))
    books = Book.objects.filter(~Exists(read), count__gt=0)
    return list(books.values_list("pk", flat=True))
