"""The wall around what is being written: its writer alone, while let in to the log."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, function, grant, hide, wall

# A draft that comes to nothing is deleted by the owner's functions, which need not know of this.
GOES_WITH_ITS_LOG = """
ALTER TABLE unfinished_writing ADD CONSTRAINT unfinished_writing_of_a_log
    FOREIGN KEY (log_id) REFERENCES logs_log ON DELETE CASCADE;
"""
# The worker has no right to the table, and may only have the old ones taken away.
FORGET_WRITING = """
CREATE FUNCTION forget_writing() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM unfinished_writing WHERE at < now() - interval '14 days'
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("unfinished", "0001_initial"),
        ("logs", "0012_hidden"),
    ]
    operations = [
        wall("unfinished_writing", f"person_id = stafett_me() AND {MINE}", worker=False),
        # It may hold another's words, which were there when it was begun.
        hide("unfinished_writing", "about_id"),
        RunSQL(GOES_WITH_ITS_LOG, RunSQL.noop),
        grant(
            "unfinished_writing",
            web='SELECT, INSERT, UPDATE ("values", at, about_id), DELETE',
            worker="",
        ),
        function(FORGET_WRITING, "forget_writing()", to="stafett_worker"),
    ]
