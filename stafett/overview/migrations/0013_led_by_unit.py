"""What a leader is told of the unit's logs begins with the unit, as `batons_in` does, and what was
done last is the last entry, not the greatest of all. The answers are as before.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

OSLO = "AT TIME ZONE 'Europe/Oslo'"
TODAY = f"(now() {OSLO})::date"
LED = "ARRAY (SELECT u FROM my_led_units() u WHERE u = asked)"
# What is marked is in no count: a number would tell that it is there.
MARKED = """EXISTS (SELECT 1 FROM logs_healthmark k
        WHERE k.ended_at IS NULL AND k.subject IN (m.id, o.id, o.main_id))
    OR EXISTS (SELECT 1 FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE AND k.subject IN (m.id, o.id, o.main_id))"""
LAST_LET_IN = """(SELECT b.id FROM logs_admission b WHERE b.log_id = g.log_id
    AND b.person_id = g.holder_id AND b.role = 'participant' ORDER BY b.from_at DESC LIMIT 1)"""

OVERSEEN = f"""
CREATE OR REPLACE FUNCTION overseen_logs(asked uuid) RETURNS TABLE (
    state text, level smallint, since date, holder_ids uuid[], holders text[], lies boolean,
    offered_on date, offered_to text, asked_on date, lapses_on date, late bigint, last_on date,
    leg_id uuid, assigned_to text, assigned_on date)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 25 SET search_path = public, pg_temp AS $$
    WITH batons AS MATERIALIZED (SELECT * FROM batons_in({LED}))
    SELECT CASE WHEN l.opened_at IS NULL THEN 'draft' ELSE 'open' END, l.level,
        (coalesce(l.opened_at, l.started_at) {OSLO})::date,
        ARRAY (SELECT g.holder_id FROM logs_leg g
            WHERE g.log_id = l.id AND g.ended_at IS NULL ORDER BY g.from_at),
        CASE WHEN l.opened_at IS NULL THEN ARRAY (
            SELECT s.given_name || ' ' || s.family_name FROM people_person s
            WHERE s.id = l.started_by_id)
        ELSE ARRAY (
            SELECT h.given_name || ' ' || h.family_name
            FROM logs_leg g JOIN people_person h ON h.id = g.holder_id
            WHERE g.log_id = l.id AND g.ended_at IS NULL ORDER BY g.from_at) END,
        EXISTS (SELECT 1 FROM logs_leg g JOIN logs_admission a ON a.id = {LAST_LET_IN}
            WHERE g.log_id = l.id AND g.ended_at IS NULL AND NOT (a.ended_at IS NULL
                AND (a.until IS NULL OR a.until >= {TODAY}) AND admission_holds(a.id))),
        (o.offered_at {OSLO})::date,
        (SELECT r.given_name || ' ' || r.family_name FROM people_person r
            WHERE r.id = o.offered_to_id),
        (SELECT (q.asked_at {OSLO})::date FROM consent_consent q
            WHERE q.log_id = l.id AND q.activated_at IS NULL AND q.ended_at IS NULL),
        (SELECT c.lapses_on FROM consent_consent c
            WHERE c.log_id = l.id AND c.activated_at IS NOT NULL AND c.ended_at IS NULL),
        (SELECT count(*) FROM plan_measure m JOIN plan_goal o ON o.id = m.goal_id
            WHERE m.log_id = l.id AND m.ended_at IS NULL AND m.deadline < {TODAY}
              AND NOT ({MARKED})),
        (SELECT (e.at {OSLO})::date FROM book_entry e
            WHERE e.book_id = l.id AND e.actor_id IS NOT NULL ORDER BY e.number DESC LIMIT 1),
        (SELECT g.id FROM batons b JOIN logs_leg g ON g.id = b.leg_id
            WHERE b.log_id = l.id ORDER BY g.from_at LIMIT 1),
        (SELECT r.given_name || ' ' || r.family_name FROM people_person r
            WHERE r.id = w.receiver_id),
        (w.at {OSLO})::date
    FROM logs_log l
    LEFT JOIN logs_assignment w ON w.log_id = l.id AND w.ended_at IS NULL
        AND EXISTS (SELECT 1 FROM logs_leg g WHERE g.id = w.leg_id AND g.ended_at IS NULL)
    LEFT JOIN logs_handover o ON o.log_id = l.id AND o.answer IS NULL
    WHERE l.closed_at IS NULL AND l.id = ANY (ARRAY (
        SELECT b.log_id FROM batons b
        UNION SELECT d.id FROM logs_log d
            WHERE d.unit_id = ANY (ARRAY (SELECT named_in_logs({LED})))
              AND (d.opened_at IS NULL OR NOT EXISTS (
                  SELECT 1 FROM logs_leg g WHERE g.log_id = d.id AND g.ended_at IS NULL))))
    ORDER BY 10 NULLS FIRST, 3
$$;
"""
MEASURES = f"""
CREATE OR REPLACE FUNCTION measures_of_unit(asked uuid)
RETURNS TABLE (month date, done bigint, kept bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 6 SET search_path = public, pg_temp AS $$
    WITH ended AS (
        SELECT (m.ended_at {OSLO})::date AS day, m.deadline
        FROM plan_measure m JOIN plan_goal o ON o.id = m.goal_id JOIN logs_log l ON l.id = m.log_id
        WHERE l.id = ANY (ARRAY (SELECT b.log_id FROM batons_in({LED}) b))
          AND l.opened_at IS NOT NULL AND l.closed_at IS NULL
          AND m.ended_at IS NOT NULL AND NOT ({MARKED}))
    SELECT months.first::date, count(e.day), count(e.day) FILTER (WHERE e.day <= e.deadline)
    FROM generate_series(date_trunc('month', now() {OSLO}) - interval '5 months',
        date_trunc('month', now() {OSLO}), '1 month') AS months(first)
    LEFT JOIN ended e ON date_trunc('month', e.day) = months.first
    GROUP BY 1 ORDER BY 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("overview", "0012_mark"), ("logs", "0036_batons_by_unit")]
    operations = [RunSQL(OVERSEEN, RunSQL.noop), RunSQL(MEASURES, RunSQL.noop)]
