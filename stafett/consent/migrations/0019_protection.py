"""Places in what was asked are hidden when the log becomes protected, for whatever reason (4.5)."""

from django.db import migrations

from stafett.book.walls import trigger

NAMED_ARE_HIDDEN = """
DROP TRIGGER places_of_named_are_hidden ON people_person;
CREATE OR REPLACE FUNCTION places_of_named_are_hidden() RETURNS trigger
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


class Migration(migrations.Migration):
    dependencies = [("consent", "0018_workplaces"), ("logs", "0018_protection")]
    operations = [trigger(NAMED_ARE_HIDDEN, "places_of_named_are_hidden")]
