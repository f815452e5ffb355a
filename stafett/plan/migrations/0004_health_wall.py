"""What of a plan is hidden from whom: what is marked, and what belongs to it."""

from django.db import migrations

from stafett.book.walls import function, hide

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
PLAN = "my_hidden_plan"


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_health"), ("logs", "0012_health_wall")]
    operations = [
        function(MY_HIDDEN_PLAN, "my_hidden_plan()"),
        hide("plan_understanding", "id"),
        hide("plan_goal", "id", things=PLAN),
        hide("plan_measure", "id", things=PLAN),
        hide("plan_responsible", "measure_id", things=PLAN),
        hide("plan_evaluation", "id", "measure_id", things=PLAN),
        hide("plan_comment", "id", "goal_id", "measure_id", things=PLAN),
    ]
