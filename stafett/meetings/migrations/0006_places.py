"""In a log with a protected address a meeting says no place; what was said before goes (issue
4.5).

It goes as the places of measures do: for everybody, so that nothing is passed on by accident.
"""

from django.db import migrations

from stafett.book.walls import trigger

CALLS_SAY_NO_PLACE = """
CREATE FUNCTION calls_say_no_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.log_id) THEN
        NEW.place := '';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calls_say_no_place BEFORE INSERT OR UPDATE ON meetings_meetingcall
    FOR EACH ROW EXECUTE FUNCTION calls_say_no_place();
"""
PLACES_OF_MEETINGS_ARE_HIDDEN = """
CREATE FUNCTION places_of_meetings_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE meetings_meetingcall SET place = '' WHERE place <> '' AND log_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER places_of_meetings_are_hidden AFTER UPDATE OF protection ON logs_log
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_of_meetings_are_hidden();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_who_writes"),
    ]
    operations = [
        trigger(CALLS_SAY_NO_PLACE, "calls_say_no_place"),
        trigger(PLACES_OF_MEETINGS_ARE_HIDDEN, "places_of_meetings_are_hidden"),
    ]
