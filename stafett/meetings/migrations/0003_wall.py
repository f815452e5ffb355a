"""The wall around meetings: for those who read the whole log and were told of the meeting."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import WHOLE, WHOLE_OPEN, grant, hide, same_log, trigger, wall

# To whom it is told is said first: see `audience_comes_first`.
TOLD = """EXISTS (SELECT 1 FROM logs_audience a
    WHERE a.subject = meetings_meeting.id AND a.log_id = meetings_meeting.log_id)"""

# A cancelled meeting is held after all where its arranger says so: the cancelling goes, and stands
# in the book alone.
HELD_AFTER_ALL = f"""
ALTER POLICY web_removes ON meetings_cancelled
                USING ({WHOLE_OPEN} AND arranges_meeting(meeting_id));
"""
# Who is called in later is told of the meeting too; what is told to somebody is never untold.
AUDIENCE_ONLY_GROWS = """
CREATE FUNCTION audience_only_grows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.people @> OLD.people AND EXISTS (
        SELECT 1 FROM meetings_meeting m JOIN meetings_meetingcall c ON c.meeting_id = m.id
        WHERE m.id = OLD.subject AND c.written_by_id = stafett_me()) THEN
        RETURN NEW;
    END IF;
    RAISE 'to whom a meeting is told only grows, by who invites' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER audience_only_grows BEFORE UPDATE ON logs_audience
    FOR EACH ROW EXECUTE FUNCTION audience_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_who_leads"),
        ("plan", "0002_wall"),
    ]
    operations = [
        wall(
            "meetings_meeting",
            WHOLE,
            insert=f"{WHOLE_OPEN} AND called_by_id = stafett_me() AND {TOLD}",
            change="false",
        ),
        wall(
            "meetings_meetingcall",
            WHOLE,
            insert=f"{WHOLE_OPEN} AND written_by_id = stafett_me()",
            change="false",
        ),
        wall("meetings_invited", WHOLE, insert=WHOLE_OPEN, change=WHOLE_OPEN),
        wall(
            "meetings_answer",
            WHOLE,
            insert=f"{WHOLE_OPEN} AND person_id = stafett_me()",
            change="false",
        ),
        wall(
            "meetings_agendaitem",
            WHOLE,
            insert=f"{WHOLE_OPEN} AND by_id = stafett_me()",
            change=WHOLE_OPEN,
        ),
        wall(
            "meetings_cancelled",
            WHOLE,
            insert=f"{WHOLE_OPEN} AND by_id = stafett_me()",
            change="false",
        ),
        hide("meetings_meeting", "id"),
        *(
            hide(f"meetings_{table}", "meeting_id")
            for table in ("meetingcall", "invited", "answer")
        ),
        hide(
            "meetings_agendaitem",
            "id",
            "meeting_id",
            "goal_id",
            "measure_id",
            things="my_hidden_plan",
        ),
        hide("meetings_cancelled", "meeting_id"),
        RunSQL(HELD_AFTER_ALL, RunSQL.noop),
        *(
            same_log(f"meetings_{table}", "meeting_id", "meetings_meeting")
            for table in ("meetingcall", "invited", "answer", "agendaitem")
        ),
        same_log("meetings_agendaitem", "goal_id", "plan_goal"),
        same_log("meetings_agendaitem", "measure_id", "plan_measure"),
        same_log("meetings_cancelled", "meeting_id", "meetings_meeting"),
        grant("meetings_meeting", web="SELECT, INSERT"),
        grant("meetings_meetingcall", web="SELECT, INSERT"),
        grant("meetings_invited", web="SELECT, INSERT, UPDATE (taken_out_at, taken_out_by_id)"),
        grant("meetings_answer", web="SELECT, INSERT"),
        grant(
            "meetings_agendaitem",
            web='SELECT, INSERT, UPDATE ("order", taken_in_at, taken_out_at, taken_out_by_id)',
        ),
        grant("meetings_cancelled", web="SELECT, INSERT, DELETE"),
        trigger(AUDIENCE_ONLY_GROWS, "audience_only_grows"),
    ]
