"""On the day a consent becomes active, whoever signed must still be one who decides (G4, P8).

A yes counted when it was given; a parent may have lost the responsibility since. The rows of the
family are locked, so that the register's news and the last yes meet here one after the other.
"""

from django.db import migrations

from stafett.book.walls import trigger

SIGNERS_DECIDE = """
CREATE FUNCTION signers_decide() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    child uuid;
BEGIN
    SELECT owner_id INTO child FROM logs_log WHERE id = NEW.log_id;
    PERFORM 1 FROM people_guardianship WHERE child_id = child ORDER BY id FOR SHARE;
    IF EXISTS (SELECT 1 FROM consent_group g WHERE g.consent_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM consent_asked a JOIN consent_signature s
                ON s.consent_id = NEW.id AND s.person_id = a.person_id AND s.says_yes
            WHERE a.group_id = g.id AND (a.person_id = child OR EXISTS (
                SELECT 1 FROM people_guardianship t WHERE t.child_id = child
                  AND t.guardian_id = a.person_id AND t.responsibility)))) THEN
        RAISE 'who signed decides no more' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signers_decide BEFORE UPDATE ON consent_consent FOR EACH ROW
    WHEN (OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL)
    EXECUTE FUNCTION signers_decide();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0020_reopening_taken_back"), ("people", "0004_sealed_numbers")]
    operations = [trigger(SIGNERS_DECIDE, "signers_decide")]
