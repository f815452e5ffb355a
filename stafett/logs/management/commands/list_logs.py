"""`python manage.py list_logs [--format id|table]`: which logs there are, and nothing of them."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from stafett.logs.models import Leg, Log

HEAD = (
    "id",
    "municipality",
    "unit",
    "state",
    "started",
    "opened",
    "closed",
    "holder",
    "entries",
)
DATES = ("started_at", "opened_at", "closed_at")


class Command(BaseCommand):
    """Runs as the worker. No name of a person or a log is even read from the database."""

    help = "List every log: id, municipality, kind of unit, state, dates, entries. No content."

    def add_arguments(self, parser: CommandParser) -> None:
        """One id a line for other programs, or a table for people."""
        parser.add_argument("--format", choices=("id", "table"), default="table")

    def handle(self, *args: object, **options: object) -> None:
        """Print the list, the oldest log first."""
        if options["format"] == "id":
            for log_id in Log.objects.order_by("started_at").values_list("pk", flat=True):
                self.stdout.write(str(log_id))
            return
        table = [HEAD, *_rows()]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def _rows() -> Iterator[tuple[str, ...]]:
    held = Exists(Leg.objects.filter(log=OuterRef("pk"), ended_at=None))
    logs = Log.objects.annotate(held=held).order_by("started_at")
    names = ("pk", "municipality__name", "unit__kind", "held", "book__count", *DATES)
    for log in logs.values(*names):
        yield (
            str(log["pk"]),
            log["municipality__name"],
            log["unit__kind"],
            Log(opened_at=log["opened_at"], closed_at=log["closed_at"]).state,
            *(f"{timezone.localdate(log[name])}" if log[name] else "-" for name in DATES),
            "yes" if log["held"] else "no",
            str(log["book__count"]),
        )
