"""Nobody reads health information whose part of the active consent does not say so."""

from django.db import migrations

from stafett.book.walls import trigger

HEALTH_IS_CONSENTED = """
CREATE FUNCTION health_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.health AND NOT (NEW.role = 'participant' AND EXISTS (SELECT 1 FROM consent_named n
        JOIN consent_consent c ON c.id = n.consent_id
        WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND n.person_id = NEW.person_id
          AND n.health AND c.scopes ? 'health')) THEN
        RAISE 'the consent does not share health information with this person'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER health_is_consented BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION health_is_consented();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0010_health"), ("logs", "0011_health")]
    operations = [trigger(HEALTH_IS_CONSENTED, "health_is_consented")]
