"""Whose logs somebody is told of: the own unit's leader, and where a unit has none, those who
administer the municipality.

It asks `my_units()`, so whoever leads there leads here.
"""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
HELD = f"""p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY})"""

MY_LED_UNITS = f"""
CREATE FUNCTION my_led_units() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.id FROM municipality_unit u
    WHERE u.stands_in_log IS NULL AND u.id IN (SELECT my_units()) AND (
        u.municipality_id NOT IN (SELECT my_municipalities())
        OR EXISTS (SELECT 1 FROM municipality_position p
            WHERE p.unit_id = u.id AND p.person_id = stafett_me() AND {HELD})
        OR NOT EXISTS (SELECT 1 FROM municipality_position p WHERE p.unit_id = u.id AND {HELD}))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0008_areas")]
    operations = [function(MY_LED_UNITS, "my_led_units()")]
