"""The database asks too who leads: whoever reads a meeting neither calls people in or out, nor
conducts it, nor says that another's task is done (D15, D17, D18, L2, L3).
"""

from django.db import migrations

from stafett.book.walls import TODAY, function

NEWEST = """FROM meetings_meetingcall c WHERE c.meeting_id = this_meeting
    ORDER BY c.number DESC LIMIT 1"""

# Who stands in for a holder who is away.
I_STAND_IN = f"""
CREATE FUNCTION i_stand_in(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT FROM logs_absence s JOIN logs_leg g
        ON g.log_id = s.log_id AND g.holder_id = s.holder_id AND g.ended_at IS NULL
        WHERE s.log_id = this_log AND s.deputy_id = stafett_me() AND s.answer = 'accepted'
          AND s.ended_at IS NULL AND {TODAY} BETWEEN s.from_date AND s.until)
$$;
"""
# Who has the baton arranges meetings, who stands in for a holder who is away (D5, D15), and who
# leads the meeting. Owner's eyes: a policy that asked the walled tables would ask their policies
# for each row.
ARRANGES_MEETING = """
CREATE FUNCTION arranges_meeting(this_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT FROM meetings_meeting m
            WHERE m.id = this_meeting AND (i_hold(m.log_id) OR i_stand_in(m.log_id)))
        OR coalesce((SELECT c.leader_id = stafett_me()
            FROM meetings_meetingcall c WHERE c.meeting_id = this_meeting
            ORDER BY c.number DESC LIMIT 1), false)
$$;
"""
CONDUCTS_MEETING = f"""
CREATE FUNCTION conducts_meeting(this_meeting uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT arranges_meeting(this_meeting)
        OR coalesce((SELECT c.minute_taker_id = stafett_me() {NEWEST}), false)
$$;
"""
# The next meeting is agreed on in a meeting by who leads or writes it (L5).
CALLS_MEETINGS = """
CREATE FUNCTION calls_meetings(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT i_hold(this_log) OR i_stand_in(this_log) OR EXISTS (
        SELECT FROM meetings_meeting m WHERE m.log_id = this_log AND conducts_meeting(m.id))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("logs", "0002_wall"),
    ]
    operations = [
        function(I_STAND_IN, "i_stand_in(uuid)"),
        function(ARRANGES_MEETING, "arranges_meeting(uuid)"),
        function(CONDUCTS_MEETING, "conducts_meeting(uuid)"),
        function(CALLS_MEETINGS, "calls_meetings(uuid)"),
    ]
