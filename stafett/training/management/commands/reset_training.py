"""`python manage.py reset_training`: everything in the training municipality made anew (S3)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stafett.training.reset import reset


class Command(BaseCommand):
    """Run with the owner login, which `manage.py` gives it."""

    help = "Make the training municipalities anew, with nothing left of what was done there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to look at the calendar first."""
        parser.add_argument("--if-due", action="store_true", help="only when the day has come")

    def handle(self, *args: Any, if_due: bool, **options: Any) -> None:
        """All of it, or nothing."""
        if not settings.TRAINING:
            raise CommandError("Say STAFETT_TRAINING=1 where fictional people live.")
        done = reset(at=timezone.now(), tell=self._tell, only_if_due=if_due)
        self.stdout.write("Done. Everybody must sign in again." if done else "It is not time yet.")

    def _tell(self, what: str) -> None:
        self.stdout.write(f"  {what}")
