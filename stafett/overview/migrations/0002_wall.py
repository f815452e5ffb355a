"""How far somebody has come in a log is that person's own, while let in; it goes with the log."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, grant, wall

GOES_WITH_ITS_LOG = """
ALTER TABLE overview_seen ADD CONSTRAINT overview_seen_of_a_log
    FOREIGN KEY (log_id) REFERENCES logs_log ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0001_initial"),
        ("logs", "0002_wall"),
    ]
    operations = [
        wall("overview_seen", f"person_id = stafett_me() AND {MINE}", worker=False),
        RunSQL(GOES_WITH_ITS_LOG, RunSQL.noop),
        grant("overview_seen", web="SELECT, INSERT, UPDATE (number, at)", worker=""),
    ]
