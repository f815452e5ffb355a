"""`python manage.py deposit LOG --folder DIR`: hand a log to the archive by hand (Q2)."""

from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stafett.archive.folder import write
from stafett.archive.reading import deposit_now
from stafett.logs.models import Log


class Command(BaseCommand):
    """Runs as the worker, as the archive's own reader does."""

    help = "Write a log, as it is now, as a deposit into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which log, and where to."""
        parser.add_argument("log", type=UUID, help="the log's number")
        parser.add_argument("--folder", type=Path, required=True, help="where to write it")

    def handle(self, *args: object, log: UUID, folder: Path, **options: object) -> None:
        """Print where it lies."""
        try:
            deposit = deposit_now(log)
        except Log.DoesNotExist as missing:
            raise CommandError("There is no such log.") from missing
        self.stdout.write(str(write(deposit, folder)))
