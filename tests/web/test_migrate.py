"""A database that another version of Stafett has made is met with a sentence."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from stafett.web.management.commands.migrate import unknown

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_every_migration_that_has_run_is_here() -> None:
    assert not unknown("owner")


def test_a_migration_that_is_not_here_is_said_and_nothing_is_done() -> None:
    recorder = MigrationRecorder(connections["owner"])
    recorder.record_applied("consent", "0099_to_come")
    try:
        with pytest.raises(CommandError, match=r"consent 0099_to_come.*operations\.md"):
            call_command("migrate", database="owner", verbosity=0)
    finally:
        recorder.record_unapplied("consent", "0099_to_come")
