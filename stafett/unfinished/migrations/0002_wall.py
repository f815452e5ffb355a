"""The wall around what is being written: its writer alone, while let in to the log."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, grant, hide, wall

# The worker has no right to the table, and may only have the old ones taken away.
FORGET = """
DROP POLICY worker_works ON unfinished_writing;
CREATE FUNCTION forget_writing() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM unfinished_writing WHERE at < now() - interval '14 days'
$$;
ALTER FUNCTION forget_writing() SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION forget_writing() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_writing() TO stafett_worker;
"""
# A draft that comes to nothing is deleted by the owner's functions, which need not know of this.
GOES_WITH_ITS_LOG = """
ALTER TABLE unfinished_writing ADD CONSTRAINT unfinished_writing_of_a_log
    FOREIGN KEY (log_id) REFERENCES logs_log ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("unfinished", "0001_initial"), ("logs", "0016_readings_end")]
    operations = [
        wall("unfinished_writing", f"person_id = stafett_me() AND {MINE}"),
        # It may hold another's words, which were there when it was begun.
        hide("unfinished_writing", "about_id"),
        grant(
            "unfinished_writing",
            web='SELECT, INSERT, DELETE, UPDATE ("values", at)',
            worker="",
        ),
        RunSQL(FORGET + GOES_WITH_ITS_LOG, RunSQL.noop),
    ]
