"""The wall around the child's own words. Nobody but the child reads what is not shared."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import READ, WHOLE, grant, wall

MY_WORDS = f"by_id = stafett_me() AND {READ}"
# Nobody writes in the child's name, and a closed log is written by nobody.
BY_THE_CHILD = f"""{MY_WORDS} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE owner_id = stafett_me()
      AND opened_at IS NOT NULL AND closed_at IS NULL))"""
CONFIDED = """id = ANY (ARRAY (
    SELECT told_id FROM voice_toldto WHERE person_id = stafett_me()))"""

# Not even a right granted by mistake shows the worker what is private or told to some.
NOT_THE_WORKER = """
CREATE POLICY worker_works ON voice_told FOR SELECT TO stafett_worker USING (to_all);
"""
# Who is told hangs on what the same child told in the same log.
ITS_OWN = """
CREATE UNIQUE INDEX voice_told_by_log ON voice_told (log_id, id, by_id);
ALTER TABLE voice_toldto ADD CONSTRAINT voice_toldto_told_same_log
    FOREIGN KEY (log_id, told_id, by_id) REFERENCES voice_told (log_id, id, by_id)
    DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("voice", "0001_initial"),
        ("logs", "0002_wall"),
    ]
    operations = [
        # One takes away the own words in a closed log too.
        wall("voice_privatewords", MY_WORDS, insert=BY_THE_CHILD, worker=False),
        wall(
            "voice_told",
            f"{MY_WORDS} OR (to_all AND {WHOLE}) OR ({READ} AND {CONFIDED})",
            insert=BY_THE_CHILD,
            change="false",
            worker=False,
        ),
        wall(
            "voice_toldto",
            f"{READ} AND (person_id = stafett_me() OR by_id = stafett_me())",
            insert=BY_THE_CHILD,
            change="person_id = stafett_me()",
            worker=False,
        ),
        RunSQL(NOT_THE_WORKER, RunSQL.noop),
        RunSQL(ITS_OWN, RunSQL.noop),
        grant(
            "voice_privatewords",
            web="SELECT, INSERT, UPDATE (feeling, text, written_at), DELETE",
            worker="",
        ),
        grant("voice_told", web="SELECT, INSERT"),
        grant("voice_toldto", web="SELECT, INSERT, UPDATE (heard_at)", worker=""),
    ]
