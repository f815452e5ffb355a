"""The print's last pages: everything that happened, and what this print is."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from stafett.book.models import Book
from stafett.book.queries import lines
from stafett.consent.words import together
from stafett.logs.hidden import Reader, shown_entries
from stafett.logs.models import Log

from . import wording
from .blocks import Block, facts, heading, table
from .parts import PARTS, names
from .telling import told


def history(log: Log, reader: Reader, *, until: int) -> list[Block]:
    """Every entry of the book that the reader may see, in plain words, the first first (A10)."""
    rows = [
        (str(line.number), wording.moment(line.at), told(line.verb, line.data))
        for line in lines(log.pk, until=until, shown=shown_entries(reader))
    ]
    columns = [(_("Entry"), 2), (_("When"), 9), (_("What happened"), 21)]
    return [heading(_("Everything that happened")), *table(columns, rows, letters=40, bold=False)]


def about(book: Book, parts: Collection[str], *, until: int, at: datetime) -> list[Block]:
    """What the print covers, and by what it can be held against the book later."""
    chosen = set(parts) & set(PARTS)
    some = together(names(chosen)) if len(chosen) < len(PARTS) else ""
    last = book.entries.filter(number=until).values_list("hash", flat=True).first()
    return [
        heading(_("About this print")),
        facts(
            (_("Printed"), wording.moment(at)),
            (_("Only this is printed"), some),
            (_("The log’s number"), book.pk),
            (_("Tells everything until entry"), until),
            (_("Hash of that entry (SHA-256)"), last),
        ),
    ]
