"""A leader is told of a baton that lies: which unit, who had it, since when. No child, no log."""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
LEADS = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.unit_id = u.id AND p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
      AND (p.until IS NULL OR p.until >= {TODAY}) AND p.person_id <> g.holder_id"""

# Where a unit has no leader left, the municipality's administrators are told.
UNATTENDED = f"""
CREATE FUNCTION unattended_batons() RETURNS TABLE (unit_id uuid, unit text, holder text, since date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.id, u.name, h.given_name || ' ' || h.family_name,
        coalesce((a.ended_at AT TIME ZONE 'Europe/Oslo')::date, least(a.until, (
            SELECT max(coalesce((p.ended_at AT TIME ZONE 'Europe/Oslo')::date, p.until))
            FROM municipality_position p WHERE p.person_id = a.person_id AND p.unit_id = a.unit_id)))
    FROM logs_leg g JOIN logs_log l ON l.id = g.log_id JOIN people_person h ON h.id = g.holder_id
    CROSS JOIN LATERAL (SELECT b.* FROM logs_admission b WHERE b.log_id = g.log_id
        AND b.person_id = g.holder_id AND b.role = 'participant'
        ORDER BY b.from_at DESC LIMIT 1) a
    JOIN municipality_unit u ON u.id = a.unit_id
    WHERE g.ended_at IS NULL AND l.closed_at IS NULL
      AND NOT (a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY})
        AND EXISTS (SELECT 1 FROM municipality_position p
            WHERE p.person_id = a.person_id AND p.unit_id = a.unit_id AND p.ended_at IS NULL
              AND p.from_date <= (a.from_at AT TIME ZONE 'Europe/Oslo')::date
              AND (p.until IS NULL OR p.until >= {TODAY})))
      AND ({LEADS} AND p.person_id = stafett_me())
        OR u.municipality_id IN (SELECT my_municipalities()) AND NOT {LEADS}))
    ORDER BY 4, 2, 3
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0009_families_renewed"), ("municipality", "0003_positions_end")]
    operations = [function(UNATTENDED, "unattended_batons()")]
