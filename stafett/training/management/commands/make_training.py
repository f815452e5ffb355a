"""`python manage.py make_training`: fill an empty database with fictional people."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from stafett.training.demonstration import play
from stafett.training.making import is_made, make
from stafett.training.models import Making


class Command(BaseCommand):
    """Run with the owner login, which `manage.py` gives it."""

    help = "Make the training municipality Eikvåg, when there is no municipality yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """The connection, and whether the fictional people have logs already."""
        parser.add_argument("--database", default="default", help="a connection of the owner's")
        parser.add_argument("--people-only", action="store_true", help="no logs to begin with")

    def handle(self, *args: Any, database: str, people_only: bool, **options: Any) -> None:
        """Make everything, or say that there is something already."""
        if not settings.TRAINING:
            raise CommandError("Say STAFETT_TRAINING=1 where fictional people are to live.")
        if is_made(database):
            self.stdout.write("There is a municipality already. Nothing was changed.")
            return
        self.stdout.write("Making the training municipality Eikvåg:")
        with transaction.atomic(using=database):
            day = timezone.localdate()
            make(day=day, at=timezone.now(), tell=self._tell, using=database)
            if not people_only:
                self._tell(f"{play(day)} logs to begin with")
                Making.objects.using(database).update(with_logs=True)
        self.stdout.write("Done. Everyone in it is fictional.")

    def _tell(self, what: str) -> None:
        self.stdout.write(f"  {what}")
