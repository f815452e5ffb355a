"""A leader is told how many measures were ended in time, month by month. No child, no log."""

from django.db import migrations

from stafett.book.walls import function

OSLO = "AT TIME ZONE 'Europe/Oslo'"
LAST_LET_IN = """(SELECT true_unit(a.unit_id) FROM logs_admission a WHERE a.log_id = g.log_id
    AND a.person_id = g.holder_id AND a.role = 'participant' ORDER BY a.from_at DESC LIMIT 1)"""
# As in `overseen_logs`: what is marked is in no count.
MARKED = """EXISTS (SELECT 1 FROM logs_healthmark k
        WHERE k.ended_at IS NULL AND k.subject IN (m.id, o.id, o.main_id))
    OR EXISTS (SELECT 1 FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE AND k.subject IN (m.id, o.id, o.main_id))"""

MEASURES = f"""
CREATE FUNCTION measures_of_unit(asked uuid) RETURNS TABLE (month date, done bigint, kept bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH ended AS (
        SELECT (m.ended_at {OSLO})::date AS day, m.deadline
        FROM plan_measure m JOIN plan_goal o ON o.id = m.goal_id JOIN logs_log l ON l.id = m.log_id
        WHERE asked IN (SELECT my_led_units()) AND m.ended_at IS NOT NULL AND NOT ({MARKED})
          AND l.opened_at IS NOT NULL AND l.closed_at IS NULL
          AND EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL
              AND {LAST_LET_IN} = asked))
    SELECT months.first::date, count(e.day), count(e.day) FILTER (WHERE e.day <= e.deadline)
    FROM generate_series(date_trunc('month', now() {OSLO}) - interval '5 months',
        date_trunc('month', now() {OSLO}), '1 month') AS months(first)
    LEFT JOIN ended e ON date_trunc('month', e.day) = months.first
    GROUP BY 1 ORDER BY 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("overview", "0008_led_logs")]
    operations = [function(MEASURES, "measures_of_unit(uuid)")]
