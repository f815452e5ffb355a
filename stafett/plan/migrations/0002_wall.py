"""The wall around the plan."""

from django.db import migrations

from stafett.book.walls import grant, same_log, trigger, wall

# A draft has no plan yet, and a closed log is written by nobody.
READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
SAID_BY_ME = f"{OPEN} AND by_id = stafett_me()"

STAYS_IN_LOG = """
CREATE FUNCTION stays_in_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.log_id IS DISTINCT FROM OLD.log_id THEN
        RAISE 'nothing moves to another log' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_in_log BEFORE UPDATE ON plan_understanding
    FOR EACH ROW EXECUTE FUNCTION stays_in_log();
CREATE TRIGGER stays_in_log BEFORE UPDATE ON plan_goal
    FOR EACH ROW EXECUTE FUNCTION stays_in_log();
CREATE TRIGGER stays_in_log BEFORE UPDATE ON plan_measure
    FOR EACH ROW EXECUTE FUNCTION stays_in_log();
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("logs", "0002_wall")]
    operations = [
        *(
            wall(f"plan_{table}", READ, insert=OPEN, change=OPEN)
            for table in ("understanding", "goal", "measure", "responsible")
        ),
        wall("plan_evaluation", READ, insert=SAID_BY_ME),
        wall("plan_comment", READ, insert=SAID_BY_ME),
        trigger(STAYS_IN_LOG, "stays_in_log"),
        same_log("plan_goal", "main_id", "plan_goal"),
        same_log("plan_measure", "goal_id", "plan_goal"),
        same_log("plan_responsible", "measure_id", "plan_measure"),
        same_log("plan_evaluation", "measure_id", "plan_measure"),
        same_log("plan_comment", "goal_id", "plan_goal"),
        same_log("plan_comment", "measure_id", "plan_measure"),
        grant("plan_understanding", web="SELECT, INSERT, UPDATE"),
        grant("plan_goal", web="SELECT, INSERT, UPDATE"),
        grant("plan_measure", web="SELECT, INSERT, UPDATE"),
        grant("plan_responsible", web="SELECT, INSERT, DELETE"),
        grant("plan_evaluation", web="SELECT, INSERT"),
        grant("plan_comment", web="SELECT, INSERT"),
    ]
