"""Places of measures are hidden when the log becomes protected, for whatever reason (issue 4.5)."""

from django.db import migrations

from stafett.book.walls import trigger

MEASURES_ARE_HIDDEN = """
DROP TRIGGER places_of_measures_are_hidden ON people_person;
CREATE OR REPLACE FUNCTION places_of_measures_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE plan_measure SET place = '' WHERE place <> '' AND log_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER places_of_measures_are_hidden AFTER UPDATE OF protection ON logs_log
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_of_measures_are_hidden();
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0005_places"), ("logs", "0018_protection")]
    operations = [trigger(MEASURES_ARE_HIDDEN, "places_of_measures_are_hidden")]
