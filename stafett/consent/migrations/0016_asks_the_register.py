"""Who asks to open a closed log again asks the register about the family first, as all who ask."""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
SEALED_NUMBER = f"""
CREATE OR REPLACE FUNCTION sealed_number_of_owner(this_log uuid)
RETURNS TABLE (person_id uuid, sealed text) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT n.person_id, n.sealed FROM logs_log l
    JOIN people_nationalidentity n ON n.person_id = l.owner_id
    WHERE l.id = this_log AND n.sealed <> '' AND l.id IN (SELECT my_logs())
      AND CASE
          WHEN l.closed_at IS NOT NULL THEN EXISTS (SELECT 1 FROM consent_reopening r
              WHERE r.log_id = l.id AND r.starter_id = stafett_me() AND r.ended_at IS NULL
                AND r.until >= {TODAY})
          WHEN l.opened_at IS NULL THEN l.started_by_id = stafett_me()
          ELSE EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id
                       AND g.holder_id = stafett_me() AND g.ended_at IS NULL) END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0015_places"), ("logs", "0004_sealed_numbers")]
    operations = [function(SEALED_NUMBER, "sealed_number_of_owner(uuid)")]
