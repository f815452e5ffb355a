"""In a log with a protected address a measure says no place (issue 4.5)."""

from django.db import migrations

from stafett.book.walls import trigger

MEASURES_SAY_NO_PLACE = """
CREATE FUNCTION measures_say_no_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.log_id) THEN
        NEW.place := '';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measures_say_no_place BEFORE INSERT OR UPDATE ON plan_measure
    FOR EACH ROW EXECUTE FUNCTION measures_say_no_place();
"""
# Places of measures are hidden when the log becomes protected, for whatever reason.
PLACES_OF_MEASURES_ARE_HIDDEN = """
CREATE FUNCTION places_of_measures_are_hidden() RETURNS trigger
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
    dependencies = [
        ("plan", "0002_wall"),
    ]
    operations = [
        trigger(MEASURES_SAY_NO_PLACE, "measures_say_no_place"),
        trigger(PLACES_OF_MEASURES_ARE_HIDDEN, "places_of_measures_are_hidden"),
    ]
