"""Who works where is public, and with it the row of the person: it has no birth date then.

Nothing asks for the age of an adult. An owner who has worked is grown up (consent/family.py).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
GROWN_UP = f"birth_date <= {TODAY} - interval '18 years'"

FORGET = f"""
CREATE FUNCTION staff_have_no_birth_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_person SET birth_date = NULL WHERE id = NEW.person_id AND {GROWN_UP};
    RETURN NEW;
END $$;
CREATE TRIGGER staff_have_no_birth_date AFTER INSERT ON municipality_position
    FOR EACH ROW EXECUTE FUNCTION staff_have_no_birth_date();
"""
UNTIL_NOW = f"""
UPDATE people_person p SET birth_date = NULL WHERE {GROWN_UP}
    AND EXISTS (SELECT 1 FROM municipality_position m WHERE m.person_id = p.id);
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0006_stand_ins"), ("people", "0002_wall")]
    operations = [trigger(FORGET, "staff_have_no_birth_date"), RunSQL(UNTIL_NOW, RunSQL.noop)]
