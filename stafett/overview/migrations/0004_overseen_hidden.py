"""A leader is told of the own unit's logs, whatever stands in for the unit in them (issue 4.5)."""

from django.db import migrations

from stafett.book.walls import function

OVERSEEN = """
CREATE OR REPLACE FUNCTION overseen_logs(asked uuid) RETURNS TABLE (
    state text, since date, holders text[], offered_on date, asked_on date, lapses_on date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CASE WHEN l.opened_at IS NULL THEN 'draft' ELSE 'open' END,
        (coalesce(l.opened_at, l.started_at) AT TIME ZONE 'Europe/Oslo')::date,
        CASE WHEN l.opened_at IS NULL THEN ARRAY (
            SELECT s.given_name || ' ' || s.family_name FROM people_person s
            WHERE s.id = l.started_by_id)
        ELSE ARRAY (
            SELECT h.given_name || ' ' || h.family_name
            FROM logs_leg g JOIN people_person h ON h.id = g.holder_id
            WHERE g.log_id = l.id AND g.ended_at IS NULL ORDER BY g.from_at) END,
        (SELECT (o.offered_at AT TIME ZONE 'Europe/Oslo')::date
            FROM logs_handover o WHERE o.log_id = l.id AND o.answer IS NULL),
        (SELECT (q.asked_at AT TIME ZONE 'Europe/Oslo')::date FROM consent_consent q
            WHERE q.log_id = l.id AND q.activated_at IS NULL AND q.ended_at IS NULL),
        (SELECT c.lapses_on FROM consent_consent c
            WHERE c.log_id = l.id AND c.activated_at IS NOT NULL AND c.ended_at IS NULL)
    FROM logs_log l
    WHERE asked IN (SELECT my_units()) AND l.closed_at IS NULL AND asked IN (
        SELECT true_unit(l.unit_id) WHERE l.opened_at IS NULL
            OR NOT EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL)
        UNION SELECT (SELECT true_unit(a.unit_id) FROM logs_admission a
                WHERE a.log_id = g.log_id AND a.person_id = g.holder_id AND a.role = 'participant'
                ORDER BY a.from_at DESC LIMIT 1)
            FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL)
    ORDER BY 6 NULLS FIRST, 2
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("overview", "0003_overseen"), ("logs", "0017_workplaces")]
    operations = [function(OVERSEEN, "overseen_logs(uuid)")]
