"""What was signed under a unit's former name tells the place as well (issue 4.5)."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

WITHOUT_PLACES = """
CREATE OR REPLACE FUNCTION without_places(this_log uuid, said text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    each record;
BEGIN
    FOR each IN
        WITH units AS (SELECT unit_id FROM logs_workplace WHERE log_id = this_log)
        SELECT unit_names(unit_id) AS words, kind_of_service(unit_id) AS instead FROM units
        UNION SELECT unnest(ARRAY[p.phone, p.email]), '' FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units)
        ORDER BY 1 DESC
    LOOP
        IF each.words <> '' THEN
            said := replace(said, trim(both '"' FROM to_json(each.words)::text), each.instead);
        END IF;
    END LOOP;
    RETURN said;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0022_place_marks"), ("logs", "0027_units_change")]
    operations = [RunSQL(WITHOUT_PLACES, RunSQL.noop)]
