"""A cancelled meeting is held after all where its arranger says so: the cancelling goes, and stands
in the book alone."""

from django.db import migrations

from stafett.book.walls import grant

OPEN = """log_id = ANY (ARRAY (SELECT my_readings()))
    AND log_id = ANY (ARRAY (SELECT my_answers()))
    AND log_id = ANY (ARRAY (
        SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0024_transition")]
    operations = [
        migrations.RunSQL(
            f"""ALTER POLICY web_removes ON meetings_cancelled
                USING ({OPEN} AND arranges_meeting(meeting_id));""",
            migrations.RunSQL.noop,
        ),
        grant("meetings_cancelled", web="DELETE", worker=""),
    ]
