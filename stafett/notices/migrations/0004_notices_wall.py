"""Each chooses how to be told; what was told is the worker's own, and goes with its log.

What stands in the books already is old news: the reading begins after it.
"""

from django.db import migrations

from stafett.book.walls import grant, wall

GOES_WITH_THE_LOG = """
ALTER TABLE notices_notice ADD CONSTRAINT notices_notice_log
    FOREIGN KEY (log_id) REFERENCES logs_log (id) ON DELETE CASCADE;
"""
BEGIN_HERE = """
INSERT INTO book_place (reader, book_id, number) SELECT 'notices', id, count FROM book_book;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_notices")]
    operations = [
        migrations.RunSQL(GOES_WITH_THE_LOG, migrations.RunSQL.noop),
        migrations.RunSQL(BEGIN_HERE, migrations.RunSQL.noop),
        wall("notices_preference", "person_id = stafett_me()"),
        grant("notices_preference", web="SELECT, INSERT, UPDATE (how, way, at)"),
        wall("notices_notice", "false"),
        grant("notices_notice", worker="SELECT, INSERT, UPDATE (letter_id, done_at)"),
        grant("notices_letter", worker="UPDATE (tries, next_at)"),
    ]
