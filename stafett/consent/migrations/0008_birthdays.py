"""Birthdays change who must sign: the worker tells and asks, the young person reviews."""

from django.db import migrations

from stafett.book.walls import MINE, grant, trigger, wall

# The young person's own word, or what the holder was told: from when the youth signs alone.
REVIEW_IS_THE_OWNERS = """
CREATE FUNCTION review_is_the_owners() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM consent_consent c WHERE c.log_id = NEW.log_id
            AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
            AND EXISTS (SELECT 1 FROM consent_asked a WHERE a.consent_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM consent_asked a
                WHERE a.consent_id = c.id AND a.person_id <> this_log.owner_id)) THEN
        RAISE 'the owner does not sign alone' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = NEW.log_id
            AND a.person_id = NEW.guardian_id AND a.role = 'guardian' AND a.ended_at IS NULL) THEN
        RAISE 'this person has no access as a guardian' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.recorded_by_id IS NULL AND this_log.owner_id IS DISTINCT FROM stafett_me())
       OR (NEW.recorded_by_id IS NOT NULL AND (NEW.recorded_by_id IS DISTINCT FROM stafett_me()
           OR NOT EXISTS (SELECT 1 FROM logs_leg l WHERE l.log_id = NEW.log_id
                AND l.holder_id = NEW.recorded_by_id AND l.ended_at IS NULL))) THEN
        RAISE 'the owner decides, or the holder notes it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_is_the_owners BEFORE INSERT ON consent_guardianreview
    FOR EACH ROW EXECUTE FUNCTION review_is_the_owners();
"""
# H2: nobody else takes a guardian's access away; and a review that ends it, ends it at once.
GUARDIAN_ENDS_BY_REVIEW = """
CREATE FUNCTION guardian_ends_by_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF session_user = 'stafett_web'
       AND EXISTS (SELECT 1 FROM logs_log l JOIN people_guardianship g ON g.child_id = l.owner_id
            WHERE l.id = NEW.log_id AND g.guardian_id = NEW.person_id AND g.responsibility)
       AND NOT EXISTS (SELECT 1 FROM consent_guardianreview r WHERE r.log_id = NEW.log_id
            AND r.guardian_id = NEW.person_id AND NOT r.keeps) THEN
        RAISE 'a guardian reads until the owner says otherwise' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guardian_ends_by_review BEFORE UPDATE ON logs_admission FOR EACH ROW
    WHEN (OLD.role = 'guardian' AND (NEW.ended_at, NEW.until)
          IS DISTINCT FROM (OLD.ended_at, OLD.until))
    EXECUTE FUNCTION guardian_ends_by_review();
"""
REVIEW_BITES = """
CREATE FUNCTION review_bites() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT NEW.keeps AND EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = NEW.log_id
            AND a.person_id = NEW.guardian_id AND a.role IN ('guardian', 'asked')
            AND a.ended_at IS NULL) THEN
        RAISE 'a review that ends access ends it at once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER review_bites AFTER INSERT ON consent_guardianreview
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION review_bites();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0007_closing"),
    ]
    operations = [
        wall("consent_birthday", MINE),
        wall("consent_guardianreview", MINE),
        grant(
            "consent_birthday",
            web="SELECT",
            worker='SELECT, INSERT, UPDATE (reached_at, outcome, told_at, "on", asks_owner, goes)',
        ),
        grant("consent_guardianreview", web="SELECT, INSERT"),
        trigger(REVIEW_IS_THE_OWNERS, "review_is_the_owners"),
        trigger(GUARDIAN_ENDS_BY_REVIEW, "guardian_ends_by_review"),
        trigger(REVIEW_BITES, "review_bites"),
    ]
