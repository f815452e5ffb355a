"""`python manage.py make_logs --logs N --seed S`: many fictional logs, to measure with."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stafett.municipality.models import Municipality
from stafett.training.many.making import make_logs
from stafett.training.many.patterns import MIXES
from stafett.training.many.progress import Progress


class Command(BaseCommand):
    """Run with the owner login, which `manage.py` gives it."""

    help = "Make many fictional logs with their municipalities, staff and families."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, and of which seed."""
        parser.add_argument("--logs", type=int, required=True, help="how many logs")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same logs")
        parser.add_argument(
            "--mix",
            choices=MIXES,
            default="mixed",
            help="light: nothing in them, and owners of all ages; pages: so many on paper",
        )

    def handle(self, *args: Any, logs: int, seed: int, mix: str, **options: Any) -> None:
        """All of them, or none."""
        if not settings.TRAINING:
            raise CommandError("Say STAFETT_TRAINING=1 where fictional people are to live.")
        if Municipality.objects.filter(training=False).exists():
            raise CommandError("There is a real municipality here. Nothing was made.")
        began, progress = time.monotonic(), Progress(logs)
        make_logs(logs, seed, at=timezone.now(), done=progress.done, mix=mix)
        self.stdout.write(f"{logs} logs in {time.monotonic() - began:.0f} s. All is fictional.")
