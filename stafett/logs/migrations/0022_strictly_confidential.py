"""Where the address is strictly confidential, a guardian who does not live there as protected is
not let in: a helper's name can be searched for, and what is done when tells where (issue 4.5).
"""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
# Held since the admission was given: who leaves and comes back is let in anew.
HELD = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.person_id = a.person_id AND p.unit_id = true_unit(a.unit_id) AND p.ended_at IS NULL
      AND p.from_date <= (a.from_at AT TIME ZONE 'Europe/Oslo')::date
      AND (p.until IS NULL OR p.until >= {TODAY}))"""
MY_LOGS = f"""
CREATE OR REPLACE FUNCTION my_logs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL
      AND (until IS NULL OR until >= {TODAY})
      AND (role NOT IN ('starter', 'participant') OR {HELD})
      AND (role NOT IN ('guardian', 'asked') OR EXISTS (SELECT 1 FROM logs_log l
          WHERE l.id = a.log_id AND (l.owner_id = a.person_id OR EXISTS (
              SELECT 1 FROM people_guardianship g JOIN people_person m ON m.id = g.guardian_id
              WHERE g.child_id = l.owner_id AND g.guardian_id = a.person_id AND g.responsibility
                AND (l.protection <> 'strictly_confidential'
                  OR g.fixed_residence AND m.protection = 'strictly_confidential')))))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0021_shared_contacts")]
    operations = [function(MY_LOGS, "my_logs()")]
