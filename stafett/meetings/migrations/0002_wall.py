"""The wall around meetings: for those who read the whole log and were told of the meeting."""

from django.db import migrations

from stafett.book.walls import grant, hide, same_log, wall

READ = """log_id = ANY (ARRAY (SELECT my_readings()))
    AND log_id = ANY (ARRAY (SELECT my_answers()))"""
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
# To whom it is told is said first: see `audience_comes_first`.
TOLD = """EXISTS (SELECT 1 FROM logs_audience a
    WHERE a.subject = meetings_meeting.id AND a.log_id = meetings_meeting.log_id)"""
OF_A_MEETING = ("meetingcall", "invited", "answer", "agendaitem", "cancelled")
GONE = "taken_out_at, taken_out_by_id"


def by(column: str) -> str:
    return f"{OPEN} AND {column} = stafett_me()"


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("logs", "0013_files"),
        ("plan", "0004_health_wall"),
    ]
    operations = [
        wall("meetings_meeting", READ, insert=f"{by('called_by_id')} AND {TOLD}", change="false"),
        wall("meetings_meetingcall", READ, insert=by("written_by_id"), change="false"),
        wall("meetings_invited", READ, insert=OPEN, change=OPEN),
        wall("meetings_answer", READ, insert=by("person_id"), change="false"),
        wall("meetings_agendaitem", READ, insert=by("by_id"), change=OPEN),
        wall("meetings_cancelled", READ, insert=by("by_id"), change="false"),
        hide("meetings_meeting", "id"),
        hide("meetings_meetingcall", "meeting_id"),
        hide("meetings_invited", "meeting_id"),
        hide("meetings_answer", "meeting_id"),
        # What it is about may be hidden by its goal's main goal, or its measure's goal.
        hide(
            "meetings_agendaitem",
            "id",
            "meeting_id",
            "goal_id",
            "measure_id",
            things="my_hidden_plan",
        ),
        hide("meetings_cancelled", "meeting_id"),
        *(
            same_log(f"meetings_{table}", "meeting_id", "meetings_meeting")
            for table in OF_A_MEETING
        ),
        same_log("meetings_agendaitem", "goal_id", "plan_goal"),
        same_log("meetings_agendaitem", "measure_id", "plan_measure"),
        grant("meetings_meeting", web="SELECT, INSERT"),
        grant("meetings_meetingcall", web="SELECT, INSERT"),
        grant("meetings_invited", web=f"SELECT, INSERT, UPDATE ({GONE})"),
        grant("meetings_answer", web="SELECT, INSERT"),
        grant("meetings_agendaitem", web=f'SELECT, INSERT, UPDATE ("order", taken_in_at, {GONE})'),
        grant("meetings_cancelled", web="SELECT, INSERT"),
    ]
