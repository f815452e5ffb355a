"""In a log with a protected address a consent names the kind of service alone, and no place by
its key either (issue 4.5).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function, grant, trigger, wall

WRITES_NO_PLACE_NAMED = """
CREATE TRIGGER writes_no_place BEFORE INSERT ON consent_named
    FOR EACH ROW EXECUTE FUNCTION writes_no_place();
"""
HIDES_WORKPLACE_NAMED = """
CREATE TRIGGER hides_workplace BEFORE INSERT ON consent_named
    FOR EACH ROW EXECUTE FUNCTION hides_workplace();
"""
LEAVING_HIDES_WORKPLACE = """
CREATE FUNCTION leaving_hides_workplace() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.leaving_unit_id IS NOT NULL AND log_hides_places(NEW.log_id) THEN
        NEW.leaving_unit_id := stand_in(NEW.log_id, NEW.leaving_unit_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_leaving_hides_workplace BEFORE INSERT OR UPDATE OF leaving_unit_id
    ON consent_consent FOR EACH ROW EXECUTE FUNCTION leaving_hides_workplace();
"""
# What was signed under a unit's former name tells the place as well.
WITHOUT_PLACES = """
CREATE FUNCTION without_places(this_log uuid, said text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
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
# Places in what was asked are hidden when the log becomes protected, for whatever reason.
PLACES_OF_NAMED_ARE_HIDDEN = """
CREATE FUNCTION places_of_named_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE consent_named SET service = kind_of_service(unit_id), phone = '', email = '',
            unit_id = stand_in(log_id, unit_id)
        WHERE log_id = NEW.id;
    UPDATE consent_consent SET leaving_unit_id = stand_in(log_id, leaving_unit_id)
        WHERE leaving_unit_id IS NOT NULL AND log_id = NEW.id;
    INSERT INTO consent_originaltext (consent_id, log_id, text)
        SELECT id, log_id, text FROM consent_consent WHERE text IS NOT NULL AND log_id = NEW.id
        ON CONFLICT DO NOTHING;
    UPDATE consent_consent SET text = without_places(log_id, text::text)::jsonb
        WHERE text IS NOT NULL AND log_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER places_of_named_are_hidden AFTER UPDATE OF protection ON logs_log
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_of_named_are_hidden();
"""
GOES_WITH_THE_CONSENT = """
ALTER TABLE consent_originaltext ADD CONSTRAINT consent_originaltext_consent
    FOREIGN KEY (consent_id) REFERENCES consent_consent (id) ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0008_birthdays"),
    ]
    operations = [
        RunSQL(WRITES_NO_PLACE_NAMED, RunSQL.noop),
        RunSQL(HIDES_WORKPLACE_NAMED, RunSQL.noop),
        trigger(LEAVING_HIDES_WORKPLACE, "leaving_hides_workplace"),
        function(WITHOUT_PLACES, "without_places(uuid, text)", to=""),
        trigger(PLACES_OF_NAMED_ARE_HIDDEN, "places_of_named_are_hidden"),
        wall(
            "consent_originaltext",
            (
                "log_id = ANY (ARRAY (SELECT my_answers()))"
                " AND log_id <> ALL (ARRAY (SELECT my_uncleared()))"
            ),
            insert="false",
        ),
        RunSQL(GOES_WITH_THE_CONSENT, RunSQL.noop),
        grant("consent_originaltext", web="SELECT"),
    ]
