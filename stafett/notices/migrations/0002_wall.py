"""Letters are the worker's own; the mails of a training municipality are for everybody to see.
Each chooses how to be told; what was told is the worker's own, goes with its log, and is deleted
after three months.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import grant, wall

FICTIONAL = """EXISTS (SELECT 1 FROM municipality_municipality m
    WHERE m.id = municipality_id AND m.training)"""

GOES_WITH_THE_LOG = """
ALTER TABLE notices_notice ADD CONSTRAINT notices_notice_log
    FOREIGN KEY (log_id) REFERENCES logs_log (id) ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        ("municipality", "0001_initial"),
        ("logs", "0001_initial"),
        ("book", "0002_wall"),
    ]
    operations = [
        wall("notices_letter", "false"),
        wall("notices_kept", FICTIONAL, insert="false", change="false"),
        wall("notices_preference", "person_id = stafett_me()"),
        wall("notices_notice", "false"),
        RunSQL(GOES_WITH_THE_LOG, RunSQL.noop),
        grant("notices_letter", worker="SELECT, INSERT, UPDATE (sent_at, tries, next_at), DELETE"),
        grant(
            "notices_kept",
            web="SELECT",
            worker=(
                "SELECT, INSERT, UPDATE (municipality_id, name, address, subject, text, at, "
                "calendar), DELETE"
            ),
        ),
        grant("notices_preference", web="SELECT, INSERT, UPDATE (how, way, at)"),
        grant("notices_notice", worker="SELECT, INSERT, UPDATE (letter_id, done_at), DELETE"),
    ]
