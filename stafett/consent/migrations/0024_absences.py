"""Who stands in for a holder who is away is somebody whom the active consent names (G2, D5)."""

from django.db import migrations

from stafett.book.walls import trigger

ABSENCE_IS_CONSENTED = """
CREATE FUNCTION absence_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.answer IS NOT NULL OR NEW.ended_at IS NOT NULL
       OR NOT EXISTS (SELECT 1 FROM logs_leg WHERE log_id = NEW.log_id
            AND holder_id = NEW.holder_id AND ended_at IS NULL) THEN
        RAISE 'only who has the baton is away from it' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.deputy_id = NEW.holder_id OR NOT consent_names(NEW.log_id, NEW.deputy_id) THEN
        RAISE 'the active consent does not name this deputy' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM consent_keptout k JOIN consent_consent c ON c.id = k.consent_id
        WHERE k.log_id = NEW.log_id AND k.person_id = NEW.deputy_id
          AND c.asked_at IS NOT NULL AND c.ended_at IS NULL) THEN
        RAISE 'the family has kept this person out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER absence_is_consented BEFORE INSERT ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION absence_is_consented();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0023_former_names"), ("logs", "0030_absences")]
    operations = [trigger(ABSENCE_IS_CONSENTED, "absence_is_consented")]
