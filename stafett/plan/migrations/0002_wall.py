"""The wall around the plan: what of it is written by whom, and hidden from whom."""

from django.db import migrations

from stafett.book.walls import OPEN, READ, function, grant, hide, same_log, trigger, wall

SAID_BY_ME = f"{OPEN} AND by_id = stafett_me()"
# In one's own name, in an open log, and only by the owner and guardians who are let in.
BY_THE_FAMILY = f"""{READ} AND by_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))
    AND log_id = ANY (ARRAY (SELECT my_family_logs()))"""

# The goals and measures hidden from me, by themselves or with what they belong to, and the rest.
MY_HIDDEN_PLAN = """
CREATE FUNCTION my_hidden_plan() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH hidden AS MATERIALIZED (SELECT my_hidden() AS id),
    goals AS (SELECT g.id FROM plan_goal g JOIN hidden h ON h.id IN (g.id, g.main_id))
    SELECT id FROM hidden
    UNION SELECT id FROM goals
    UNION SELECT m.id FROM plan_measure m WHERE m.goal_id IN (SELECT id FROM goals)
$$;
"""
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
    dependencies = [
        ("plan", "0001_initial"),
        ("logs", "0012_hidden"),
    ]
    operations = [
        function(MY_HIDDEN_PLAN, "my_hidden_plan()"),
        *(
            wall(f"plan_{table}", READ, insert=OPEN, change=OPEN)
            for table in ("understanding", "goal", "measure", "responsible")
        ),
        wall("plan_evaluation", READ, insert=SAID_BY_ME),
        wall("plan_comment", READ, insert=SAID_BY_ME),
        wall("plan_agreement", READ, insert=BY_THE_FAMILY),
        wall("plan_rating", READ, insert=BY_THE_FAMILY),
        hide("plan_understanding", "id"),
        hide("plan_goal", "id", things="my_hidden_plan"),
        hide("plan_measure", "id", things="my_hidden_plan"),
        hide("plan_responsible", "measure_id", things="my_hidden_plan"),
        hide("plan_evaluation", "id", "measure_id", things="my_hidden_plan"),
        hide("plan_comment", "id", "goal_id", "measure_id", things="my_hidden_plan"),
        hide("plan_agreement", "goal_id", things="my_hidden_plan"),
        hide("plan_rating", "id", "goal_id", things="my_hidden_plan"),
        same_log("plan_goal", "main_id", "plan_goal"),
        same_log("plan_measure", "goal_id", "plan_goal"),
        same_log("plan_measure", "photo_id", "logs_file"),
        same_log("plan_responsible", "measure_id", "plan_measure"),
        same_log("plan_evaluation", "measure_id", "plan_measure"),
        same_log("plan_comment", "goal_id", "plan_goal"),
        same_log("plan_comment", "measure_id", "plan_measure"),
        same_log("plan_agreement", "goal_id", "plan_goal"),
        same_log("plan_rating", "goal_id", "plan_goal"),
        *(
            grant(f"plan_{table}", web="SELECT, INSERT, UPDATE")
            for table in ("understanding", "goal", "measure")
        ),
        grant("plan_responsible", web="SELECT, INSERT, DELETE"),
        *(
            grant(f"plan_{table}", web="SELECT, INSERT")
            for table in ("evaluation", "comment", "agreement", "rating")
        ),
        trigger(STAYS_IN_LOG, "stays_in_log"),
    ]
