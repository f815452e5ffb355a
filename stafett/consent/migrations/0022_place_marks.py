"""What is marked as saying where a child with a protected address is, is hidden from who is not
cleared, as health information is from who may not see it (issue 4.5)."""

from django.db import migrations

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# As before, and the places.
MY_HIDDEN_THINGS = f"""
CREATE OR REPLACE FUNCTION my_hidden_things(OUT log_id uuid, OUT thing uuid) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS MATERIALIZED (
        SELECT a.log_id AS id, a.role, a.health FROM logs_admission a
        WHERE a.person_id = stafett_me() AND a.role IN ('owner', 'guardian', 'participant')
          AND a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY})
          AND a.log_id IN (SELECT my_logs())),
    helped AS (SELECT id FROM mine WHERE role = 'owner' OR role = 'participant' AND health),
    health AS (
        SELECT id FROM helped
        UNION SELECT my_young_wards()
        UNION SELECT m.id FROM mine m
            JOIN logs_healthinsight i ON i.log_id = m.id AND i.guardian_id = stafett_me()
            JOIN logs_log l ON l.id = m.id AND l.owner_id = i.by_id
            JOIN people_guardianship g ON g.child_id = l.owner_id
                AND g.guardian_id = i.guardian_id AND g.responsibility
            WHERE m.role = 'guardian' AND i.ended_at IS NULL),
    beyond AS (SELECT id FROM mine WHERE role IN ('owner', 'participant'))
    SELECT h.log_id, h.subject FROM logs_healthmark h
        WHERE h.ended_at IS NULL AND h.kind = 'health'
        AND h.log_id IN (SELECT id FROM mine) AND h.log_id NOT IN (SELECT id FROM health)
    UNION ALL SELECT h.log_id, h.subject FROM logs_healthmark h
        WHERE h.ended_at IS NULL AND h.kind = 'place' AND h.log_id IN (SELECT my_uncleared())
    UNION ALL SELECT k.log_id, k.subject FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE
        AND k.log_id IN (SELECT id FROM mine) AND k.log_id NOT IN (SELECT id FROM beyond)
    UNION ALL SELECT k.log_id, k.id FROM logs_keeping k
        WHERE k.log_id IN (SELECT id FROM mine) AND k.log_id NOT IN (SELECT id FROM beyond)
    UNION ALL SELECT i.log_id, i.id FROM logs_healthinsight i
        WHERE i.guardian_id <> stafett_me()
        AND i.log_id IN (SELECT id FROM mine) AND i.log_id NOT IN (SELECT id FROM helped)
    UNION ALL SELECT c.log_id, c.id FROM consent_consent c JOIN logs_log l ON l.id = c.log_id
        WHERE c.asked_at IS NOT NULL AND c.activated_at IS NULL
        AND EXISTS (SELECT 1 FROM consent_asked a
            WHERE a.consent_id = c.id AND a.person_id = l.owner_id)
        AND NOT EXISTS (SELECT 1 FROM consent_asked a
            WHERE a.consent_id = c.id AND a.person_id = stafett_me())
        AND c.log_id IN (SELECT a.log_id FROM logs_admission a WHERE a.ended_at IS NULL
            AND a.person_id = stafett_me() AND a.role IN ('guardian', 'asked'))
        AND c.log_id NOT IN (SELECT id FROM beyond)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0021_signers_decide"), ("logs", "0023_place_marks")]
    operations = [migrations.RunSQL(MY_HIDDEN_THINGS, migrations.RunSQL.noop)]
