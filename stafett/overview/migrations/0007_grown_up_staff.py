"""No birth date of those who work in a municipality is kept: as owners of a log they are grown up.

Whoever else has none is no adult for it.
"""

from django.db import migrations

from stafett.book.walls import function

OPEN_LOGS = """
CREATE OR REPLACE FUNCTION open_logs_of(town uuid) RETURNS TABLE (
    log_id uuid, unit text, holders text[], years integer, live_together boolean,
    guardians jsonb, owner_signed boolean, scopes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT l.id, u.name,
        ARRAY (SELECT h.given_name || ' ' || h.family_name
               FROM logs_leg g JOIN people_person h ON h.id = g.holder_id
               WHERE g.log_id = l.id AND g.ended_at IS NULL ORDER BY g.from_at),
        CASE WHEN o.birth_date IS NULL
            THEN (SELECT 18 FROM municipality_position m WHERE m.person_id = o.id LIMIT 1)
            ELSE extract(
                year FROM age((now() AT TIME ZONE 'Europe/Oslo')::date, o.birth_date))::integer
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
    JOIN municipality_unit u ON u.id = l.unit_id
    JOIN people_person o ON o.id = l.owner_id
    JOIN consent_consent c
        ON c.log_id = l.id AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
    LEFT JOIN people_family f ON f.child_id = l.owner_id
    WHERE l.municipality_id = town AND town IN (SELECT my_municipalities())
      AND l.opened_at IS NOT NULL AND l.closed_at IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0006_seen_wall"),
        ("municipality", "0007_no_birth_dates_of_staff"),
    ]
    operations = [function(OPEN_LOGS, "open_logs_of(uuid)")]
