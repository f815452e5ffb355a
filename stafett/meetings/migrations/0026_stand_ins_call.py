"""Who stands in for a holder who is away arranges meetings in these days (D5, D15)."""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
STANDS_IN = f"""
CREATE FUNCTION i_stand_in(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT FROM logs_absence s JOIN logs_leg g
        ON g.log_id = s.log_id AND g.holder_id = s.holder_id AND g.ended_at IS NULL
        WHERE s.log_id = this_log AND s.deputy_id = stafett_me() AND s.answer = 'accepted'
          AND s.ended_at IS NULL AND {TODAY} BETWEEN s.from_date AND s.until)
$$;
"""
ARRANGES = """
CREATE OR REPLACE FUNCTION arranges_meeting(this_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT FROM meetings_meeting m
            WHERE m.id = this_meeting AND (i_hold(m.log_id) OR i_stand_in(m.log_id)))
        OR coalesce((SELECT c.leader_id = stafett_me()
            FROM meetings_meetingcall c WHERE c.meeting_id = this_meeting
            ORDER BY c.number DESC LIMIT 1), false)
$$;
"""
CALLS = """
CREATE OR REPLACE FUNCTION calls_meetings(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT i_hold(this_log) OR i_stand_in(this_log) OR EXISTS (
        SELECT FROM meetings_meeting m WHERE m.log_id = this_log AND conducts_meeting(m.id))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0025_held_after_all"), ("logs", "0030_absences")]
    operations = [
        function(STANDS_IN, "i_stand_in(uuid)"),
        function(ARRANGES, "arranges_meeting(uuid)"),
        function(CALLS, "calls_meetings(uuid)"),
    ]
