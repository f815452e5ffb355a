"""A leader is told of batons that wait for somebody: which unit, who, since when. No child, no log.

D11: an offer that nobody has answered in the policy's days.
"""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
LEADS = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.unit_id = u.id AND p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
      AND (p.until IS NULL OR p.until >= {TODAY}) AND p.person_id <> g.holder_id"""

# The policy's setting; null is "never", one that is not there the careful default.
DAYS = f"""(SELECT CASE WHEN v.settings ? 'offer_days' THEN (v.settings->>'offer_days')::int
        ELSE 7 END
    FROM municipality_policyversion v
    WHERE v.municipality_id = l.municipality_id AND v.from_date <= {TODAY}
    ORDER BY v.from_date DESC LIMIT 1)"""

# Where a unit has no leader besides the holder, the municipality's administrators are told.
WAITING = f"""
CREATE FUNCTION waiting_batons() RETURNS TABLE (
    kind text, unit_id uuid, unit text, holder text, other text, since date, until date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT 'offer', u.id, u.name, h.given_name || ' ' || h.family_name,
        r.given_name || ' ' || r.family_name,
        (o.offered_at AT TIME ZONE 'Europe/Oslo')::date, NULL::date
    FROM logs_leg g JOIN logs_log l ON l.id = g.log_id JOIN people_person h ON h.id = g.holder_id
    JOIN logs_handover o ON o.log_id = g.log_id AND o.offered_by_id = g.holder_id
        AND o.answer IS NULL
    JOIN people_person r ON r.id = o.offered_to_id
    CROSS JOIN LATERAL (SELECT b.unit_id FROM logs_admission b WHERE b.log_id = g.log_id
        AND b.person_id = g.holder_id AND b.role = 'participant'
        ORDER BY b.from_at DESC LIMIT 1) a
    JOIN municipality_unit u ON u.id = true_unit(a.unit_id)
    WHERE g.ended_at IS NULL AND l.closed_at IS NULL
      AND o.offered_at <= now() - make_interval(days => {DAYS})
      AND ({LEADS} AND p.person_id = stafett_me())
        OR u.municipality_id IN (SELECT my_municipalities()) AND NOT {LEADS}))
    ORDER BY 6, 3, 4
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0025_live")]
    operations = [function(WAITING, "waiting_batons()")]
