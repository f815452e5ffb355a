"""`python manage.py reset_training`: everything in the training municipality made anew (S3)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stafett.training.demo_users import DEMO_USERS
from stafett.training.practice.preparing import prepare_ahead
from stafett.training.reset import reset


class Command(BaseCommand):
    """Run with the owner login, which `manage.py` gives it."""

    help = "Make the training municipalities anew, with nothing left of what was done there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to look at the calendar first."""
        parser.add_argument("--if-due", action="store_true", help="only when the day has come")

    def handle(self, *args: Any, if_due: bool, **options: Any) -> None:
        """All of it, or nothing; then what each demo user practises with."""
        if not settings.TRAINING:
            raise CommandError("Say STAFETT_TRAINING=1 where fictional people live.")
        if not reset(at=timezone.now(), tell=self._tell, only_if_due=if_due):
            self.stdout.write("It is not time yet.")
            return
        self.stdout.write("Everybody must sign in again. Making the demo users' own logs ...")
        prepare_ahead(range(1, len(DEMO_USERS) + 1))
        self.stdout.write("Done.")

    def _tell(self, what: str) -> None:
        self.stdout.write(f"  {what}")
