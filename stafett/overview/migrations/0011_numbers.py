"""The municipality's open logs, counted for those who administer it: by service, by level, by when
something last happened. Logs that they follow up themselves, and see one by one, are left out: what
is known exactly must not be taken from a sum.
"""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
NUMBERS = f"""
CREATE FUNCTION numbers_of(town uuid) RETURNS TABLE (kind text, key text, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH logs AS MATERIALIZED (
        SELECT l.level,
            coalesce((SELECT true_unit(a.unit_id) FROM logs_leg g JOIN logs_admission a
                    ON a.log_id = g.log_id AND a.person_id = g.holder_id AND a.role = 'participant'
                WHERE g.log_id = l.id AND g.ended_at IS NULL
                ORDER BY g.from_at, a.from_at DESC LIMIT 1), true_unit(l.unit_id)) AS unit,
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
    dependencies = [("overview", "0010_assigned"), ("municipality", "0010_units")]
    operations = [function(NUMBERS, "numbers_of(uuid)")]
