"""A position can be ended on its last day itself: from that moment it holds nothing."""

from django.db import migrations, models
from django.db.migrations.operations import RunSQL

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

MY_MUNICIPALITIES = f"""
CREATE OR REPLACE FUNCTION my_municipalities() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.municipality_id
    FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
    WHERE p.person_id = stafett_me() AND p.role = 'administrator' AND p.ended_at IS NULL
      AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0002_grants")]
    operations = [
        migrations.AddField(
            model_name="position",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        RunSQL(MY_MUNICIPALITIES, RunSQL.noop),
    ]
