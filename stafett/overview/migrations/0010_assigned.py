"""A leader is told which leg of the own unit's it is, and whom the leader has asked to take the
baton there (E3). Else as before."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
# What is marked is in no count: a number would tell that it is there.
MARKED = """EXISTS (SELECT 1 FROM logs_healthmark k
        WHERE k.ended_at IS NULL AND k.subject IN (m.id, o.id, o.main_id))
    OR EXISTS (SELECT 1 FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE AND k.subject IN (m.id, o.id, o.main_id))"""
LAST_LET_IN = """(SELECT b.id FROM logs_admission b WHERE b.log_id = g.log_id
    AND b.person_id = g.holder_id AND b.role = 'participant' ORDER BY b.from_at DESC LIMIT 1)"""

OVERSEEN = f"""
CREATE FUNCTION overseen_logs(asked uuid) RETURNS TABLE (
    state text, level smallint, since date, holder_ids uuid[], holders text[], lies boolean,
    offered_on date, offered_to text, asked_on date, lapses_on date, late bigint, last_on date,
    leg_id uuid, assigned_to text, assigned_on date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
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
        (SELECT (max(e.at) AT TIME ZONE 'Europe/Oslo')::date FROM book_entry e
            WHERE e.book_id = l.id AND e.actor_id IS NOT NULL),
        (SELECT g.id FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL
            AND (SELECT true_unit(a.unit_id) FROM logs_admission a WHERE a.id = {LAST_LET_IN})
                = asked ORDER BY g.from_at LIMIT 1),
        (SELECT r.given_name || ' ' || r.family_name FROM people_person r
            WHERE r.id = w.receiver_id),
        (w.at AT TIME ZONE 'Europe/Oslo')::date
    FROM logs_log l
    LEFT JOIN logs_assignment w ON w.log_id = l.id AND w.ended_at IS NULL
        AND EXISTS (SELECT 1 FROM logs_leg g WHERE g.id = w.leg_id AND g.ended_at IS NULL)
    LEFT JOIN logs_handover o ON o.log_id = l.id AND o.answer IS NULL
    WHERE asked IN (SELECT my_led_units()) AND l.closed_at IS NULL AND asked IN (
        SELECT true_unit(l.unit_id) WHERE l.opened_at IS NULL
            OR NOT EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL)
        UNION SELECT (SELECT true_unit(a.unit_id) FROM logs_admission a
                WHERE a.log_id = g.log_id AND a.person_id = g.holder_id AND a.role = 'participant'
                ORDER BY a.from_at DESC LIMIT 1)
            FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL)
    ORDER BY 10 NULLS FIRST, 3
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("overview", "0009_measures_of_unit"), ("logs", "0033_assignments")]
    operations = [
        RunSQL("DROP FUNCTION overseen_logs(uuid)", RunSQL.noop),
        function(OVERSEEN, "overseen_logs(uuid)"),
    ]
