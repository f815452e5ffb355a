"""`python manage.py verify_book`: exit status 1 and the entries' names when a book is not whole."""

import sys

from django.core.management.base import BaseCommand

from stafett.book.models import Book
from stafett.book.verify import faults


class Command(BaseCommand):
    """Runs as the worker, which reads every book and changes none."""

    help = "Check every log's book: chain, contents and sealed head."

    def handle(self, *args: object, **options: object) -> None:
        """Print each fault; exit 1 if there is one."""
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(str(fault))
        if found:
            self.stderr.write(f"{found} faults. Somebody changed the book outside Stafett.")
            sys.exit(1)
        self.stdout.write(f"{Book.objects.count()} books, all whole.")
