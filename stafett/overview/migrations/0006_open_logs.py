"""Of open logs an administrator is told how many a policy touches: no log's key, and not who has
the baton. The unit is the one that the numbers of the municipality count the log in."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function

# The facts on which the rules judge. Guardians have no names here, only what they may decide; a
# child has years, not a day of birth. No birth date of those who work in a municipality is kept: as
# owners of a log they are grown up. Whoever else has none is no adult for it.
OPEN_LOGS_OF = f"""
CREATE FUNCTION open_logs_of(town uuid) RETURNS TABLE (
    unit uuid, years integer, live_together boolean, guardians jsonb, owner_signed boolean,
    scopes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT
        coalesce((SELECT true_unit(a.unit_id) FROM logs_leg g JOIN logs_admission a
                ON a.log_id = g.log_id AND a.person_id = g.holder_id AND a.role = 'participant'
            WHERE g.log_id = l.id AND g.ended_at IS NULL
            ORDER BY g.from_at, a.from_at DESC LIMIT 1), true_unit(l.unit_id)),
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
        ("overview", "0005_mark"),
        ("logs", "0009_decisions"),
    ]
    operations = [
        RunSQL("DROP FUNCTION open_logs_of(uuid)", RunSQL.noop),
        function(OPEN_LOGS_OF, "open_logs_of(uuid)"),
    ]
