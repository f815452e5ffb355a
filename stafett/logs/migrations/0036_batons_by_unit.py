"""Where a baton lies is asked from the unit and its stand-ins, not of every log: what a leader is
told costs the same however many logs there are. The answers are as before.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
LEADS = f"""p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY})"""

# For which unit whoever has the baton was let in last.
BATON_LIES = """
CREATE FUNCTION baton_lies(this_log uuid, holder uuid) RETURNS uuid
LANGUAGE sql STABLE COST 1000 AS $$
    SELECT true_unit(a.unit_id) FROM logs_admission a
    WHERE a.log_id = this_log AND a.person_id = holder AND a.role = 'participant'
    ORDER BY a.from_at DESC LIMIT 1
$$;
"""
NAMED_IN_LOGS = """
CREATE FUNCTION named_in_logs(units uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 10 AS $$
    SELECT unnest(units)
    UNION SELECT w.stand_in_id FROM logs_workplace w WHERE w.unit_id = ANY (units)
$$;
"""
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

DAYS = f"""(SELECT CASE WHEN v.settings ? 'offer_days' THEN (v.settings->>'offer_days')::int
        ELSE 7 END
    FROM municipality_policyversion v
    WHERE v.municipality_id = l.municipality_id AND v.from_date <= {TODAY}
    ORDER BY v.from_date DESC LIMIT 1)"""
STANDS_IN = f"""s.answer = 'accepted' AND EXISTS (SELECT 1 FROM logs_admission d
    WHERE d.log_id = s.log_id AND d.person_id = s.deputy_id AND d.role = 'participant'
      AND d.ended_at IS NULL AND d.until >= {TODAY} AND admission_holds(d.id))"""
WAITING = f"""
CREATE OR REPLACE FUNCTION waiting_batons() RETURNS TABLE (
    kind text, unit_id uuid, unit text, holder text, other text, since date, until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
UNATTENDED = f"""
CREATE OR REPLACE FUNCTION unattended_batons()
RETURNS TABLE (unit_id uuid, unit text, holder text, since date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
IN_USE = f"""
CREATE OR REPLACE FUNCTION unit_in_use(this_unit uuid)
RETURNS TABLE (people bigint, invited bigint, logs bigint, parts bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT
        (SELECT count(DISTINCT p.person_id) FROM municipality_position p
            WHERE p.unit_id = this_unit AND p.ended_at IS NULL
              AND (p.until IS NULL OR p.until >= {TODAY})),
        (SELECT count(*) FROM municipality_invitation i
            WHERE i.unit_id = this_unit AND i.accepted_at IS NULL AND i.taken_back_at IS NULL
              AND i.lapses_at > now()),
        (SELECT count(*) FROM logs_log l WHERE l.closed_at IS NULL AND l.id = ANY (ARRAY (
            SELECT b.log_id FROM batons_in(ARRAY[this_unit]) b
            UNION SELECT o.id FROM logs_log o
                WHERE o.unit_id = ANY (ARRAY (SELECT named_in_logs(ARRAY[this_unit])))))),
        (SELECT count(*) FROM municipality_unit u
            WHERE u.parent_id = this_unit AND u.ended_at IS NULL)
$$;
"""


def inner(sql: str, name: str) -> RunSQL:
    """A function for other functions alone."""
    return RunSQL(
        f"{sql} ALTER FUNCTION {name} SET search_path = public, pg_temp;"
        f" REVOKE ALL ON FUNCTION {name} FROM PUBLIC;",
        RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("logs", "0035_own_log_alone"), ("municipality", "0016_who_leads")]
    operations = [
        inner(BATON_LIES, "baton_lies(uuid, uuid)"),
        inner(NAMED_IN_LOGS, "named_in_logs(uuid[])"),
        inner(BATONS_IN, "batons_in(uuid[])"),
        inner(MY_BATONS, "my_batons()"),
        function(WAITING, "waiting_batons()"),
        function(UNATTENDED, "unattended_batons()"),
        RunSQL(IN_USE, RunSQL.noop),
    ]
