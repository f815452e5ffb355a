"""A leader is told of batons that lie or wait for somebody: which unit, who, since when. No
child, no log.

D11: an offer that nobody has answered in the policy's days. D5, D10: `away` has somebody who
stands in, `absence` has nobody and has begun or begins soon. N2: a decision that is wanted.

Where a baton lies is asked from the unit and its stand-ins, not of every log: what a leader is
told costs the same however many logs there are.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function

LEADS = f"""p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY})"""
# The policy's setting; null is "never", one that is not there the careful default.
DAYS = f"""(SELECT CASE WHEN v.settings ? 'offer_days' THEN (v.settings->>'offer_days')::int
        ELSE 7 END
    FROM municipality_policyversion v
    WHERE v.municipality_id = l.municipality_id AND v.from_date <= {TODAY}
    ORDER BY v.from_date DESC LIMIT 1)"""
STANDS_IN = f"""s.answer = 'accepted' AND EXISTS (SELECT 1 FROM logs_admission d
    WHERE d.log_id = s.log_id AND d.person_id = s.deputy_id AND d.role = 'participant'
      AND d.ended_at IS NULL AND d.until >= {TODAY} AND admission_holds(d.id))"""

# For which unit whoever has the baton was let in last.
BATON_LIES = """
CREATE FUNCTION baton_lies(this_log uuid, holder uuid) RETURNS uuid
LANGUAGE sql STABLE COST 1000 AS $$
    SELECT true_unit(a.unit_id) FROM logs_admission a
    WHERE a.log_id = this_log AND a.person_id = holder AND a.role = 'participant'
    ORDER BY a.from_at DESC LIMIT 1
$$;
"""
# The units as the logs name them: themselves, and what stands in for them.
NAMED_IN_LOGS = """
CREATE FUNCTION named_in_logs(units uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 10 AS $$
    SELECT unnest(units)
    UNION SELECT w.stand_in_id FROM logs_workplace w WHERE w.unit_id = ANY (units)
$$;
"""
# The batons that lie in these units.
BATONS_IN = """
CREATE FUNCTION batons_in(units uuid[])
RETURNS TABLE (leg_id uuid, log_id uuid, holder_id uuid, unit_id uuid)
LANGUAGE sql STABLE ROWS 25 AS $$
    SELECT g.id, g.log_id, g.holder_id, lies.unit
    FROM (SELECT DISTINCT a.log_id, a.person_id FROM logs_admission a
        WHERE a.unit_id = ANY (ARRAY (SELECT named_in_logs(units))) AND a.role = 'participant') near
    JOIN logs_leg g ON g.log_id = near.log_id AND g.holder_id = near.person_id
        AND g.ended_at IS NULL
    CROSS JOIN LATERAL (SELECT baton_lies(g.log_id, g.holder_id) AS unit) lies
    WHERE lies.unit = ANY (units)
$$;
"""
# A leader's own unit, but for the batons she has herself. An administrator's: where nobody leads
# but who has the baton.
MY_BATONS = f"""
CREATE FUNCTION my_batons() RETURNS TABLE (log_id uuid, holder_id uuid, unit_id uuid)
LANGUAGE sql STABLE ROWS 25 AS $$
    WITH ours AS MATERIALIZED (
        SELECT u.id AS unit, ARRAY (SELECT p.person_id FROM municipality_position p
            WHERE p.unit_id = u.id AND {LEADS}) AS leaders
        FROM municipality_unit u
        WHERE u.municipality_id IN (SELECT my_municipalities()) AND u.stands_in_log IS NULL)
    SELECT b.log_id, b.holder_id, b.unit_id
    FROM batons_in(ARRAY (SELECT p.unit_id FROM municipality_position p
        WHERE p.person_id = stafett_me() AND {LEADS})) b
    WHERE b.holder_id <> stafett_me()
    UNION SELECT b.log_id, b.holder_id, b.unit_id
    FROM batons_in(ARRAY (SELECT o.unit FROM ours o WHERE o.leaders = '{{}}')) b
    UNION SELECT g.log_id, g.holder_id, o.unit
    FROM logs_leg g JOIN ours o ON o.leaders <@ ARRAY[g.holder_id]
        AND baton_lies(g.log_id, g.holder_id) = o.unit
    WHERE g.ended_at IS NULL AND g.holder_id = ANY (ARRAY (SELECT unnest(o.leaders) FROM ours o))
$$;
"""
# Where a unit has no leader left, the municipality's administrators are told; a leader of the own
# unit, whatever stands in for it in the log.
UNATTENDED_BATONS = f"""
CREATE FUNCTION unattended_batons()
RETURNS TABLE (unit_id uuid, unit text, holder text, since date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.id, u.name, h.given_name || ' ' || h.family_name,
        coalesce((a.ended_at AT TIME ZONE 'Europe/Oslo')::date, least(a.until, (
            SELECT max(coalesce((p.ended_at AT TIME ZONE 'Europe/Oslo')::date, p.until))
            FROM municipality_position p WHERE p.person_id = a.person_id AND p.unit_id = u.id)))
    FROM my_batons() g JOIN logs_log l ON l.id = g.log_id AND l.closed_at IS NULL
    JOIN people_person h ON h.id = g.holder_id
    JOIN municipality_unit u ON u.id = g.unit_id
    CROSS JOIN LATERAL (SELECT b.* FROM logs_admission b WHERE b.log_id = g.log_id
        AND b.person_id = g.holder_id AND b.role = 'participant'
        ORDER BY b.from_at DESC LIMIT 1) a
    WHERE NOT (a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY})
        AND admission_holds(a.id))
    ORDER BY 4, 2, 3
$$;
"""
# Where a unit has no leader besides the holder, the municipality's administrators are told.
WAITING_BATONS = f"""
CREATE FUNCTION waiting_batons() RETURNS TABLE (
    kind text, unit_id uuid, unit text, holder text, other text, since date, until date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH mine AS MATERIALIZED (
        SELECT b.log_id, b.holder_id, l.municipality_id, u.id AS unit_id, u.name AS unit,
            h.given_name || ' ' || h.family_name AS holder
        FROM my_batons() b JOIN logs_log l ON l.id = b.log_id AND l.closed_at IS NULL
            JOIN people_person h ON h.id = b.holder_id JOIN municipality_unit u ON u.id = b.unit_id)
    SELECT 'offer', l.unit_id, l.unit, l.holder, r.given_name || ' ' || r.family_name,
        (o.offered_at AT TIME ZONE 'Europe/Oslo')::date AS since, NULL::date
    FROM mine l JOIN logs_handover o ON o.log_id = l.log_id AND o.offered_by_id = l.holder_id
        AND o.answer IS NULL
    JOIN people_person r ON r.id = o.offered_to_id
    WHERE o.offered_at <= now() - make_interval(days => {DAYS})
    UNION ALL
    SELECT CASE WHEN {STANDS_IN} THEN 'away' ELSE 'absence' END, l.unit_id, l.unit, l.holder,
        r.given_name || ' ' || r.family_name, s.from_date, s.until
    FROM mine l JOIN logs_absence s ON s.log_id = l.log_id AND s.holder_id = l.holder_id
        AND s.ended_at IS NULL AND s.until >= {TODAY}
    JOIN people_person r ON r.id = s.deputy_id
    WHERE {STANDS_IN} OR s.from_date <= {TODAY} + 3
    UNION ALL
    SELECT 'decision', l.unit_id, l.unit, l.holder, r.given_name || ' ' || r.family_name,
        (d.asked_at AT TIME ZONE 'Europe/Oslo')::date, NULL::date
    FROM mine l JOIN logs_decision d ON d.log_id = l.log_id AND d.recorded_at IS NULL
    JOIN people_person r ON r.id = d.asked_by_id
    ORDER BY 6, 3, 4
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0009_decisions"),
    ]
    operations = [
        function(BATON_LIES, "baton_lies(uuid, uuid)", to=""),
        function(NAMED_IN_LOGS, "named_in_logs(uuid[])", to=""),
        function(BATONS_IN, "batons_in(uuid[])", to=""),
        function(MY_BATONS, "my_batons()", to=""),
        function(UNATTENDED_BATONS, "unattended_batons()"),
        function(WAITING_BATONS, "waiting_batons()"),
    ]
