"""Who leads a meeting, or writes it, takes the log to another level while it is held (K17, B20)."""

from django.db import migrations

IN_A_MEETING = """
CREATE POLICY web_writes_in_a_meeting ON logs_levelchange FOR INSERT TO stafett_web
    WITH CHECK (by_id = stafett_me() AND log_id = ANY (ARRAY (SELECT my_readings()))
        AND log_id = ANY (ARRAY (
            SELECT c.log_id FROM meetings_meetingcall c
            JOIN meetings_sitting s ON s.meeting_id = c.meeting_id AND s.read_at IS NULL
            WHERE stafett_me() IN (c.leader_id, c.minute_taker_id) AND NOT EXISTS (
                SELECT 1 FROM meetings_meetingcall n
                WHERE n.meeting_id = c.meeting_id AND n.number > c.number))));
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0022_who_conducts"), ("logs", "0028_levels")]
    operations = [migrations.RunSQL(IN_A_MEETING, migrations.RunSQL.noop)]
