"""`python manage.py print_log LOG --output FILE.pdf [--parts plan,evaluations] [--language nn]`."""

from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stafett.archive.parts import PARTS
from stafett.archive.printed import print_log
from stafett.logs.hidden import EVERYTHING
from stafett.logs.models import Log


class Command(BaseCommand):
    """Runs as the worker, and prints everything that the archive would get."""

    help = "Print a log, or parts of it, as a PDF for keeping (PDF/A-2a)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which log, where to, what of it and in which language."""
        parser.add_argument("log", type=UUID, help="the log's number")
        parser.add_argument("--output", type=Path, required=True, help="the file to write")
        parser.add_argument("--parts", default=",".join(PARTS), help="such as plan,evaluations")
        parser.add_argument("--language", choices=["nb", "nn", "en"], default="nb")

    def handle(
        self,
        *args: object,
        log: UUID,
        output: Path,
        parts: str,
        language: str,
        **options: object,
    ) -> None:
        """Say what had to be shown by number, if anything."""
        wanted = [part.strip() for part in parts.split(",")]
        if unknown := [part for part in wanted if part not in PARTS]:
            raise CommandError(f"No such part: {', '.join(unknown)}. There are {', '.join(PARTS)}.")
        found = Log.objects.select_related("book", "owner", "unit", "municipality")
        here = found.filter(pk=log).first()
        if here is None:
            raise CommandError("There is no such log.")
        until, at = here.book.count, timezone.now()
        made = print_log(here, EVERYTHING, language=language, until=until, at=at, parts=wanted)
        output.write_bytes(made.pdf)
        if made.replaced:
            numbers = " ".join(sorted(f"U+{ord(each):04X}" for each in made.replaced))
            self.stderr.write(f"Shown by number, since no font has them: {numbers}")
