"""`manage.py migrate`: Django's own, but for a database that another Stafett has made."""

from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class Command(migrate.Command):
    """Says in one sentence what would else be an error of PostgreSQL in the middle of the work."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError."""
        strange = unknown(options["database"])
        if strange:
            room, name = min(strange)
            raise CommandError(
                f"Another Stafett has made this database: the migration {room} {name} has run in"
                " it, and there is no such migration here. Start the version that made it, or"
                " begin anew with an empty database (docs/operations.md)."
            )
        super().handle(*args, **options)


def unknown(database: str) -> set[tuple[str, str]]:
    """Migrations of Stafett's rooms that have run in the database and do not exist here."""
    known = MigrationLoader(None).disk_migrations
    rooms = {each.label for each in apps.get_app_configs() if each.name.startswith("stafett.")}
    done = MigrationRecorder(connections[database]).applied_migrations()
    return {key for key in done if key[0] in rooms and key not in known}
