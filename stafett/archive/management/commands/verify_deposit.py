"""`python manage.py verify_deposit DIR`: exit status 1 when a deposit is not as it was made."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from stafett.archive.verify import NoDeposit, faults, faults_by_the_book


class Command(BaseCommand):
    """Runs as the worker; without a database it holds the deposit against itself alone."""

    help = "Hold a deposit against the log's book, or against itself when the book is gone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it lies."""
        parser.add_argument("folder", type=Path, help="the deposit's own folder")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """Print each fault; exit 1 if there is one."""
        try:
            found = list(faults(folder))
            by_the_book = faults_by_the_book(folder)
        except NoDeposit as unreadable:
            raise CommandError(str(unreadable)) from unreadable
        except OperationalError:
            by_the_book = None
        found += by_the_book or []
        for fault in found:
            self.stdout.write(fault)
        if found:
            self.stderr.write(f"{len(found)} faults. This is not what Stafett handed over.")
            sys.exit(1)
        against = "against itself: the book is gone" if by_the_book is None else "by the book"
        self.stdout.write(f"Whole, {against}.")
