"""A professional's admission holds no longer than the position in the unit that it was given for.

H6: whatever the jobs do, from the moment somebody has left a unit no row of its logs is seen.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# Held since the admission was given: who leaves and comes back is let in anew.
HELD = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.person_id = a.person_id AND p.unit_id = a.unit_id AND p.ended_at IS NULL
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
              SELECT 1 FROM people_guardianship g WHERE g.child_id = l.owner_id
                AND g.guardian_id = a.person_id AND g.responsibility))))
$$;
"""

# Who leads a log is in it: a baton left behind leads nothing.
MY_CHARGES = """
CREATE OR REPLACE FUNCTION my_charges() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT owner_id FROM logs_log WHERE closed_at IS NULL AND id IN (SELECT my_logs()) AND CASE
        WHEN opened_at IS NULL THEN started_by_id = stafett_me()
        ELSE EXISTS (SELECT 1 FROM logs_leg WHERE log_id = logs_log.id
                     AND holder_id = stafett_me() AND ended_at IS NULL) END
$$;
"""

I_WORK = f"""
CREATE OR REPLACE FUNCTION i_work() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position
        WHERE person_id = stafett_me() AND from_date <= {TODAY} AND ended_at IS NULL
          AND (until IS NULL OR until >= {TODAY}))
$$;
"""

DRAFT_OF_MINE = f"""
ALTER POLICY web_writes ON logs_log WITH CHECK (
    started_by_id = stafett_me() AND opened_at IS NULL AND closed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM municipality_municipality m WHERE m.id = logs_log.id)
    AND EXISTS (SELECT 1 FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
        WHERE p.person_id = stafett_me() AND u.id = logs_log.unit_id AND p.ended_at IS NULL
          AND u.municipality_id = logs_log.municipality_id
          AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})));
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0005_access_records"), ("municipality", "0003_positions_end")]
    operations = [
        migrations.AddField(
            model_name="admission",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipality.unit",
            ),
        ),
        *(RunSQL(sql, RunSQL.noop) for sql in (MY_LOGS, MY_CHARGES, I_WORK, DRAFT_OF_MINE)),
    ]
