"""What an administrator is told of the municipality's open logs: how many a policy touches and where
they lie. No log's key, no name of a child or of who has the baton, no content. The unit is the one
that the numbers of the municipality count the log in. Logs that administrators follow up
themselves, and see one by one, are left out of both: what is known exactly must not be taken from a
sum.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function

# The unit of who has the baton; the log's own while nobody of a unit has it.
COUNTED_IN = """coalesce((
    SELECT true_unit(a.unit_id) FROM logs_leg g JOIN logs_admission a
        ON a.log_id = g.log_id AND a.person_id = g.holder_id AND a.role = 'participant'
    WHERE g.log_id = l.id AND g.ended_at IS NULL
    ORDER BY g.from_at, a.from_at DESC LIMIT 1), true_unit(l.unit_id))"""
# The facts on which the rules judge. Guardians have no names here, only what they may decide; a
# child has years, not a day of birth. No birth date of those who work in a municipality is kept: as
# owners of a log they are grown up. Whoever else has none is no adult for it.
OPEN_LOGS_OF = f"""
CREATE FUNCTION open_logs_of(town uuid) RETURNS TABLE (
    unit uuid, years integer, live_together boolean, guardians jsonb, owner_signed boolean,
    scopes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT place.unit,
        CASE WHEN o.birth_date IS NULL
            THEN (SELECT 18 FROM municipality_position m WHERE m.person_id = o.id LIMIT 1)
            ELSE extract(
                year FROM age({TODAY}, o.birth_date))::integer
        END,
        coalesce(f.live_together, false),
        coalesce((SELECT jsonb_agg(jsonb_build_object(
                'kind', w.kind,
                'responsibility', w.responsibility,
                'fixed_residence', w.fixed_residence,
                'signed', EXISTS (SELECT 1 FROM consent_signature s WHERE s.consent_id = c.id
                                  AND s.person_id = w.guardian_id AND s.says_yes)))
            FROM people_guardianship w WHERE w.child_id = l.owner_id), '[]'),
        EXISTS (SELECT 1 FROM consent_signature s WHERE s.consent_id = c.id
                AND s.person_id = l.owner_id AND s.says_yes),
        c.scopes
    FROM logs_log l
    CROSS JOIN LATERAL (SELECT {COUNTED_IN} AS unit) place
    JOIN people_person o ON o.id = l.owner_id
    JOIN consent_consent c
        ON c.log_id = l.id AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
    LEFT JOIN people_family f ON f.child_id = l.owner_id
    WHERE l.municipality_id = town AND town IN (SELECT my_municipalities())
      AND l.opened_at IS NOT NULL AND l.closed_at IS NULL
      AND place.unit NOT IN (SELECT my_led_units())
$$;
"""
# Counted by service, by level, by when something last happened.
NUMBERS_OF = f"""
CREATE FUNCTION numbers_of(town uuid) RETURNS TABLE (kind text, key text, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH logs AS MATERIALIZED (
        SELECT l.level,
            {COUNTED_IN} AS unit,
            (SELECT {TODAY} - (max(e.at) AT TIME ZONE 'Europe/Oslo')::date FROM book_entry e
                WHERE e.book_id = l.id AND e.actor_id IS NOT NULL) AS days
        FROM logs_log l
        WHERE l.municipality_id = town AND town IN (SELECT my_municipalities())
          AND l.opened_at IS NOT NULL AND l.closed_at IS NULL),
    counted AS (SELECT * FROM logs WHERE unit NOT IN (SELECT my_led_units()))
    SELECT 'unit', u.id::text, (SELECT count(*) FROM counted c WHERE c.unit = u.id)
        FROM municipality_unit u
        WHERE u.municipality_id = town AND town IN (SELECT my_municipalities())
          AND u.stands_in_log IS NULL AND (u.ended_at IS NULL OR u.id IN (SELECT unit FROM counted))
          AND u.id NOT IN (SELECT my_led_units())
    UNION ALL SELECT 'level', v::text, (SELECT count(*) FROM counted c WHERE c.level = v)
        FROM generate_series(1, 3) v WHERE town IN (SELECT my_municipalities())
    UNION ALL SELECT 'silence', s::text, (SELECT count(*) FROM counted c
            WHERE s = CASE WHEN c.days < 14 THEN 0 WHEN c.days < 28 THEN 1 ELSE 2 END)
        FROM generate_series(0, 2) s WHERE town IN (SELECT my_municipalities())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0002_wall"),
        ("consent", "0001_initial"),
        ("logs", "0009_decisions"),
        ("municipality", "0002_wall"),
    ]
    operations = [
        function(OPEN_LOGS_OF, "open_logs_of(uuid)"),
        function(NUMBERS_OF, "numbers_of(uuid)"),
    ]
