"""Whoever reads a meeting neither calls people in or out, nor conducts it, nor says that
another's task is done (D15, D17, D18, L2, L3).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

ARRANGER, CONDUCTOR = "arranges_meeting(meeting_id)", "conducts_meeting(meeting_id)"


def called_it(table: str) -> str:
    """Who calls a meeting writes its first invitation, whoever is to lead it."""
    return f"""EXISTS (SELECT FROM meetings_meeting m
        WHERE m.id = {table}.meeting_id AND m.called_by_id = stafett_me())"""


def only_inserts(table: str, who: str) -> RunSQL:
    policy = "CREATE POLICY only_who_may_write"
    return RunSQL(
        f"{policy} ON {table} AS RESTRICTIVE FOR INSERT TO stafett_web WITH CHECK ({who});",
        RunSQL.noop,
    )


def only_changes(table: str, who: str) -> RunSQL:
    return RunSQL(
        f"""CREATE POLICY only_who_may_change ON {table} AS RESTRICTIVE FOR UPDATE TO stafett_web
            USING ({who}) WITH CHECK ({who});""",
        RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_sitting"),
    ]
    operations = [
        only_inserts("meetings_meeting", "calls_meetings(log_id)"),
        only_inserts(
            "meetings_meetingcall",
            f"""{ARRANGER} OR (number = 1 AND {called_it("meetings_meetingcall")})""",
        ),
        only_inserts("meetings_invited", f"""{ARRANGER} OR {called_it("meetings_invited")}"""),
        only_changes("meetings_invited", ARRANGER),
        only_inserts(
            "meetings_agendaitem",
            f"""taken_in_at IS NULL OR {ARRANGER} OR {called_it("meetings_agendaitem")}""",
        ),
        only_changes(
            "meetings_agendaitem", f"{ARRANGER} OR (by_id = stafett_me() AND taken_in_at IS NULL)"
        ),
        only_inserts("meetings_cancelled", ARRANGER),
        only_inserts("meetings_sitting", CONDUCTOR),
        only_changes("meetings_sitting", CONDUCTOR),
        only_inserts("meetings_reviewed", CONDUCTOR),
        only_inserts("meetings_decision", CONDUCTOR),
        only_inserts("meetings_informing", CONDUCTOR),
        only_inserts("meetings_task", CONDUCTOR),
        # Whose task it is says when it is done, and takes it out no more than others.
        only_changes(
            "meetings_task", f"{CONDUCTOR} OR (person_id = stafett_me() AND taken_out_at IS NULL)"
        ),
        # What is put right when the minutes have been read out, everyone may write beside them.
        only_inserts(
            "meetings_remark",
            f"""{CONDUCTOR} OR EXISTS (SELECT FROM meetings_sitting s
                WHERE s.meeting_id = meetings_remark.meeting_id AND s.read_at IS NOT NULL)""",
        ),
        only_changes("meetings_remark", CONDUCTOR),
    ]
