"""The wall around what happens in a meeting: for those who were told of it. Nothing is written in
a meeting that has not begun, and nothing of it changes when its minutes have been read out (L3).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import (
    BY_THE_OWNER,
    READ,
    WHOLE,
    WHOLE_OPEN,
    grant,
    hide,
    same_log,
    trigger,
    wall,
)

SAID_BY_ME = f"{WHOLE_OPEN} AND by_id = stafett_me()"

# What is put right afterwards, and that a task is done, stands beside the minutes.
WHILE_THE_MEETING_IS_HELD = f"""
CREATE FUNCTION while_the_meeting_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record;
BEGIN{BY_THE_OWNER}
    SELECT read_at INTO held FROM meetings_sitting WHERE meeting_id = NEW.meeting_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this meeting has not begun' USING ERRCODE = 'check_violation';
    END IF;
    IF held.read_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'meetings_remark' AND TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'meetings_task' AND TG_OP = 'UPDATE' THEN
        IF NEW.taken_out_at IS NOT DISTINCT FROM OLD.taken_out_at THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'these minutes have been read out' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON meetings_reviewed
    FOR EACH ROW EXECUTE FUNCTION while_the_meeting_is_held();
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON meetings_decision
    FOR EACH ROW EXECUTE FUNCTION while_the_meeting_is_held();
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON meetings_informing
    FOR EACH ROW EXECUTE FUNCTION while_the_meeting_is_held();
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON meetings_task
    FOR EACH ROW EXECUTE FUNCTION while_the_meeting_is_held();
CREATE TRIGGER held BEFORE INSERT OR UPDATE ON meetings_remark
    FOR EACH ROW EXECUTE FUNCTION while_the_meeting_is_held();
"""
MINUTES_ARE_READ_OUT_ONCE = """
CREATE FUNCTION minutes_are_read_out_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.read_at IS NOT NULL THEN
        RAISE EXCEPTION 'these minutes have been read out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER read_out_once BEFORE UPDATE ON meetings_sitting
    FOR EACH ROW EXECUTE FUNCTION minutes_are_read_out_once();
"""
POLICIES = f"""
CREATE POLICY web_writes_in_a_meeting ON logs_levelchange FOR INSERT TO stafett_web
    WITH CHECK (by_id = stafett_me() AND {READ}
        AND log_id = ANY (ARRAY (
            SELECT c.log_id FROM meetings_meetingcall c
            JOIN meetings_sitting s ON s.meeting_id = c.meeting_id AND s.read_at IS NULL
            WHERE stafett_me() IN (c.leader_id, c.minute_taker_id) AND NOT EXISTS (
                SELECT 1 FROM meetings_meetingcall n
                WHERE n.meeting_id = c.meeting_id AND n.number > c.number))));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_wall"),
    ]
    operations = [
        wall(
            "meetings_sitting",
            WHOLE,
            insert=f"{WHOLE_OPEN} AND began_by_id = stafett_me() AND read_at IS NULL",
            change=WHOLE_OPEN,
        ),
        wall("meetings_reviewed", WHOLE, insert=WHOLE_OPEN, change="false"),
        wall("meetings_decision", WHOLE, insert=SAID_BY_ME, change="false"),
        wall("meetings_informing", WHOLE, insert=SAID_BY_ME, change="false"),
        wall("meetings_task", WHOLE, insert=SAID_BY_ME, change=WHOLE_OPEN),
        wall("meetings_remark", WHOLE, insert=SAID_BY_ME, change=WHOLE_OPEN),
        hide("meetings_sitting", "meeting_id"),
        hide(
            "meetings_reviewed",
            "meeting_id",
            "measure_id",
            "evaluation_id",
            things="my_hidden_plan",
        ),
        *(
            hide(f"meetings_{table}", "id", "meeting_id")
            for table in ("decision", "informing", "task", "remark")
        ),
        same_log("meetings_sitting", "meeting_id", "meetings_meeting"),
        same_log("meetings_reviewed", "meeting_id", "meetings_meeting"),
        same_log("meetings_reviewed", "measure_id", "plan_measure"),
        same_log("meetings_reviewed", "evaluation_id", "plan_evaluation"),
        same_log("meetings_reviewed", "comment_id", "plan_comment"),
        *(
            same_log(f"meetings_{table}", "meeting_id", "meetings_meeting")
            for table in ("decision", "informing", "task", "remark")
        ),
        grant(
            "meetings_sitting",
            web="SELECT, INSERT, UPDATE (present, voice_heard_at, read_at, read_by_id)",
        ),
        *(
            grant(f"meetings_{table}", web="SELECT, INSERT")
            for table in ("reviewed", "decision", "informing")
        ),
        grant("meetings_task", web="SELECT, INSERT, UPDATE (done_at, taken_out_at)"),
        grant("meetings_remark", web="SELECT, INSERT, UPDATE (taken_out_at)"),
        trigger(WHILE_THE_MEETING_IS_HELD, "while_the_meeting_is_held"),
        trigger(MINUTES_ARE_READ_OUT_ONCE, "minutes_are_read_out_once"),
        RunSQL(POLICIES, RunSQL.noop),
    ]
