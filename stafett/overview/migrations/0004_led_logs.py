"""What a leader is told of the own unit's logs, whatever stands in for the unit in them (issue
4.5): in what state, who has the baton, whether it lies, to whom it is offered, how many measures
are late, when something last happened. No child, no log, nothing that is written.

An administrator is told of single logs only where a unit has no leader: of others the numbers.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function

# What is marked is in no count: a number would tell that it is there.
MARKED = """EXISTS (SELECT 1 FROM logs_healthmark k
        WHERE k.ended_at IS NULL AND k.subject IN (m.id, o.id, o.main_id))
    OR EXISTS (SELECT 1 FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE AND k.subject IN (m.id, o.id, o.main_id))"""
LAST_LET_IN = """(SELECT b.id FROM logs_admission b WHERE b.log_id = g.log_id
    AND b.person_id = g.holder_id AND b.role = 'participant' ORDER BY b.from_at DESC LIMIT 1)"""
LED = "ARRAY (SELECT u FROM my_led_units() u WHERE u = asked)"

# It begins with the unit, as `batons_in` does, and what was done last is the last entry, not the
# greatest of all. Which leg is the own unit's, and whom the leader has asked to take the baton
# there (E3), stand with it. Whether a log has an open leg is asked of each log by itself: of a
# NOT EXISTS beside an OR PostgreSQL reads all the legs there are.
OVERSEEN_LOGS = f"""
CREATE FUNCTION overseen_logs(asked uuid) RETURNS TABLE (
    state text, level smallint, since date, holder_ids uuid[], holders text[], lies boolean,
    offered_on date, offered_to text, asked_on date, lapses_on date, late bigint, last_on date,
    leg_id uuid, assigned_to text, assigned_on date)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 25 AS $$
    WITH batons AS MATERIALIZED (SELECT * FROM batons_in({LED}))
    SELECT CASE WHEN l.opened_at IS NULL THEN 'draft' ELSE 'open' END, l.level,
        (coalesce(l.opened_at, l.started_at) AT TIME ZONE 'Europe/Oslo')::date,
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
        (o.offered_at AT TIME ZONE 'Europe/Oslo')::date,
        (SELECT r.given_name || ' ' || r.family_name FROM people_person r
            WHERE r.id = o.offered_to_id),
        (SELECT (q.asked_at AT TIME ZONE 'Europe/Oslo')::date FROM consent_consent q
            WHERE q.log_id = l.id AND q.activated_at IS NULL AND q.ended_at IS NULL),
        (SELECT c.lapses_on FROM consent_consent c
            WHERE c.log_id = l.id AND c.activated_at IS NOT NULL AND c.ended_at IS NULL),
        (SELECT count(*) FROM plan_measure m JOIN plan_goal o ON o.id = m.goal_id
            WHERE m.log_id = l.id AND m.ended_at IS NULL AND m.deadline < {TODAY}
              AND NOT ({MARKED})),
        (SELECT (e.at AT TIME ZONE 'Europe/Oslo')::date FROM book_entry e
            WHERE e.book_id = l.id AND e.actor_id IS NOT NULL ORDER BY e.number DESC LIMIT 1),
        (SELECT g.id FROM batons b JOIN logs_leg g ON g.id = b.leg_id
            WHERE b.log_id = l.id ORDER BY g.from_at LIMIT 1),
        (SELECT r.given_name || ' ' || r.family_name FROM people_person r
            WHERE r.id = w.receiver_id),
        (w.at AT TIME ZONE 'Europe/Oslo')::date
    FROM logs_log l
    LEFT JOIN logs_assignment w ON w.log_id = l.id AND w.ended_at IS NULL
        AND EXISTS (SELECT 1 FROM logs_leg g WHERE g.id = w.leg_id AND g.ended_at IS NULL)
    LEFT JOIN logs_handover o ON o.log_id = l.id AND o.answer IS NULL
    WHERE l.closed_at IS NULL AND l.id = ANY (ARRAY (
        SELECT b.log_id FROM batons b
        UNION SELECT d.id FROM logs_log d
            WHERE d.unit_id = ANY (ARRAY (SELECT named_in_logs({LED})))
              AND (d.opened_at IS NULL OR (
                  SELECT g.id FROM logs_leg g
                  WHERE g.log_id = d.id AND g.ended_at IS NULL LIMIT 1) IS NULL)))
    ORDER BY 10 NULLS FIRST, 3
$$;
"""
MEASURES_OF_UNIT = f"""
CREATE FUNCTION measures_of_unit(asked uuid)
RETURNS TABLE (month date, done bigint, kept bigint)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 6 AS $$
    WITH ended AS (
        SELECT (m.ended_at AT TIME ZONE 'Europe/Oslo')::date AS day, m.deadline
        FROM plan_measure m JOIN plan_goal o ON o.id = m.goal_id JOIN logs_log l ON l.id = m.log_id
        WHERE l.id = ANY (ARRAY (SELECT b.log_id FROM batons_in({LED}) b))
          AND l.opened_at IS NOT NULL AND l.closed_at IS NULL
          AND m.ended_at IS NOT NULL AND NOT ({MARKED}))
    SELECT months.first::date, count(e.day), count(e.day) FILTER (WHERE e.day <= e.deadline)
    FROM generate_series(date_trunc('month', now() AT TIME ZONE 'Europe/Oslo') - interval '5 months',
        date_trunc('month', now() AT TIME ZONE 'Europe/Oslo'), '1 month') AS months(first)
    LEFT JOIN ended e ON date_trunc('month', e.day) = months.first
    GROUP BY 1 ORDER BY 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0003_open_logs"),
        ("logs", "0010_waiting_batons"),
        ("plan", "0001_initial"),
    ]
    operations = [
        function(OVERSEEN_LOGS, "overseen_logs(uuid)"),
        function(MEASURES_OF_UNIT, "measures_of_unit(uuid)"),
    ]
