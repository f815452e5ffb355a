"""The wall around what happens in a meeting: for those who were told of it. Nothing is written in a
meeting that has not begun, and nothing of it changes when its minutes have been read out (L3).
"""

from django.db import migrations

from stafett.book.walls import grant, hide, same_log, trigger, wall

READ = """log_id = ANY (ARRAY (SELECT my_readings()))
    AND log_id = ANY (ARRAY (SELECT my_answers()))"""
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
MINE = f"{OPEN} AND by_id = stafett_me()"

# What is put right afterwards, and that a task is done, stands beside the minutes.
WHILE_IT_IS_HELD = """
CREATE FUNCTION while_the_meeting_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held record;
BEGIN
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
READ_OUT_ONCE = """
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
OF_A_MEETING = ("sitting", "reviewed", "decision", "informing", "task", "remark")
MARKED = ("decision", "informing", "task", "remark")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_sitting"), ("plan", "0009_the_familys_word")]
    operations = [
        wall(
            "meetings_sitting",
            READ,
            insert=f"{OPEN} AND began_by_id = stafett_me() AND read_at IS NULL",
            change=OPEN,
        ),
        wall("meetings_reviewed", READ, insert=OPEN, change="false"),
        wall("meetings_decision", READ, insert=MINE, change="false"),
        wall("meetings_informing", READ, insert=MINE, change="false"),
        wall("meetings_task", READ, insert=MINE, change=OPEN),
        wall("meetings_remark", READ, insert=MINE, change=OPEN),
        trigger(WHILE_IT_IS_HELD, "while_the_meeting_is_held"),
        trigger(READ_OUT_ONCE, "minutes_are_read_out_once"),
        hide("meetings_sitting", "meeting_id"),
        hide(
            "meetings_reviewed",
            "meeting_id",
            "measure_id",
            "evaluation_id",
            things="my_hidden_plan",
        ),
        *(hide(f"meetings_{table}", "id", "meeting_id") for table in MARKED),
        *(
            same_log(f"meetings_{table}", "meeting_id", "meetings_meeting")
            for table in OF_A_MEETING
        ),
        same_log("meetings_reviewed", "measure_id", "plan_measure"),
        same_log("meetings_reviewed", "evaluation_id", "plan_evaluation"),
        same_log("meetings_reviewed", "comment_id", "plan_comment"),
        grant(
            "meetings_sitting",
            web="SELECT, INSERT, UPDATE (present, voice_heard_at, read_at, read_by_id)",
        ),
        grant("meetings_reviewed", web="SELECT, INSERT"),
        grant("meetings_decision", web="SELECT, INSERT"),
        grant("meetings_informing", web="SELECT, INSERT"),
        grant("meetings_task", web="SELECT, INSERT, UPDATE (done_at, taken_out_at)"),
        grant("meetings_remark", web="SELECT, INSERT, UPDATE (taken_out_at)"),
    ]
