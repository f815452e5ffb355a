"""What the database refuses because no consent holds it."""

from django.db import migrations

from stafett.book.walls import MINE, grant, wall

# A log's row is locked first, so that two who act at once meet here one after the other.
OPEN_LOG_STANDS = """
CREATE FUNCTION open_log_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    this_log uuid;
BEGIN
    IF TG_TABLE_NAME = 'logs_log' THEN
        this_log := NEW.id;
    ELSE
        this_log := NEW.log_id;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_log
                   WHERE id = this_log AND opened_at IS NOT NULL AND closed_at IS NULL) THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_leg WHERE log_id = this_log AND ended_at IS NULL) THEN
        RAISE 'an open log must have a holder' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM consent_consent WHERE log_id = this_log
                   AND activated_at IS NOT NULL AND ended_at IS NULL) THEN
        RAISE 'an open log must have an active consent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER open_log_stands AFTER INSERT OR UPDATE ON logs_log
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION open_log_stands();
CREATE CONSTRAINT TRIGGER open_log_stands AFTER UPDATE ON logs_leg
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION open_log_stands();
CREATE CONSTRAINT TRIGGER open_log_stands AFTER UPDATE ON consent_consent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION open_log_stands();
"""

# D9, Z10: the policy's number of holders; D11: only one whom the active consent names.
LEG_IS_CONSENTED = """
CREATE FUNCTION leg_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    this_log logs_log;
    allowed int;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id FOR UPDATE;
    SELECT holders_max INTO allowed FROM municipality_holders_max(
        this_log.municipality_id, (now() AT TIME ZONE 'Europe/Oslo')::date);
    IF (SELECT count(*) FROM logs_leg WHERE log_id = NEW.log_id AND ended_at IS NULL
        AND id <> NEW.id) >= allowed THEN
        RAISE 'more holders than the policy allows' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT consent_names(NEW.log_id, NEW.holder_id) THEN
        RAISE 'the active consent does not name this holder' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION consent_names(this_log uuid, this_person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN consent_consent c ON c.id = n.consent_id
        WHERE c.log_id = this_log AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
          AND n.person_id = this_person
          AND n.until >= (now() AT TIME ZONE 'Europe/Oslo')::date)
$$;
CREATE FUNCTION municipality_holders_max(m uuid, day date, OUT holders_max int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT (settings->>'holders_max')::int
        FROM municipality_policyversion WHERE municipality_id = m AND from_date <= day
        ORDER BY from_date DESC LIMIT 1), 1)
$$;
CREATE CONSTRAINT TRIGGER leg_is_consented AFTER INSERT ON logs_leg
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION leg_is_consented();
"""

ADMISSION_IS_CONSENTED = """
CREATE FUNCTION admission_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    this_log logs_log;
    held boolean;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id;
    held := CASE NEW.role
        WHEN 'starter' THEN this_log.started_by_id = NEW.person_id AND this_log.opened_at IS NULL
        WHEN 'asked' THEN EXISTS (SELECT 1 FROM consent_asked a
            JOIN consent_consent c ON c.id = a.consent_id
            WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND c.asked_at IS NOT NULL
              AND a.person_id = NEW.person_id)
        WHEN 'owner' THEN this_log.owner_id = NEW.person_id AND this_log.opened_at IS NOT NULL
        WHEN 'guardian' THEN this_log.opened_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM people_guardianship g WHERE g.child_id = this_log.owner_id
              AND g.guardian_id = NEW.person_id AND g.responsibility)
        WHEN 'participant' THEN EXISTS (SELECT 1 FROM consent_named n
            JOIN consent_consent c ON c.id = n.consent_id
            WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND n.person_id = NEW.person_id
              AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
              AND NEW.until IS NOT NULL AND NEW.until <= n.until AND NEW.sees = n.sees)
        ELSE false END;
    IF held IS NOT TRUE THEN
        RAISE 'nothing in force lets this person in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER admission_is_consented BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_is_consented();

CREATE FUNCTION admission_only_shrinks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
       OR (OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until)) THEN
        RAISE 'an admission can only end' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER admission_only_shrinks BEFORE UPDATE ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_only_shrinks();
"""

# What was sent is as it was read; what is active was signed by everyone needed; the end is final.
CONSENT_IS_FINAL = """
CREATE FUNCTION consent_is_final() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.asked_at IS NOT NULL AND (OLD.asked_at, OLD.text, OLD.text_hash, OLD.scopes, OLD.policy,
            OLD.purpose, OLD.kept_out, OLD.asked_by_id, OLD.log_id, OLD.version)
        IS DISTINCT FROM (NEW.asked_at, NEW.text, NEW.text_hash, NEW.scopes, NEW.policy,
            NEW.purpose, NEW.kept_out, NEW.asked_by_id, NEW.log_id, NEW.version) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
        RAISE 'an ended consent cannot be revived' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NOT NULL AND NEW.activated_at IS DISTINCT FROM OLD.activated_at THEN
        RAISE 'a consent is activated once' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM consent_group WHERE consent_id = NEW.id)
        OR EXISTS (SELECT 1 FROM consent_group g WHERE g.consent_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM consent_asked a JOIN consent_signature s
                ON s.consent_id = a.consent_id AND s.person_id = a.person_id
            WHERE a.group_id = g.id AND s.says_yes AND s.text_hash = NEW.text_hash))
        OR EXISTS (SELECT 1 FROM consent_signature s
            WHERE s.consent_id = NEW.id AND NOT s.says_yes)) THEN
        RAISE 'a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_is_final BEFORE UPDATE ON consent_consent
    FOR EACH ROW EXECUTE FUNCTION consent_is_final();

CREATE FUNCTION asked_is_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM consent_consent WHERE asked_at IS NOT NULL
               AND id IN (NEW.consent_id, OLD.consent_id)) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER asked_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON consent_named
    FOR EACH ROW EXECUTE FUNCTION asked_is_frozen();
CREATE TRIGGER asked_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON consent_group
    FOR EACH ROW EXECUTE FUNCTION asked_is_frozen();
CREATE TRIGGER asked_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON consent_asked
    FOR EACH ROW EXECUTE FUNCTION asked_is_frozen();

CREATE FUNCTION signature_is_asked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM consent_consent c JOIN consent_asked a ON a.consent_id = c.id
        WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND a.person_id = NEW.person_id
          AND c.asked_at IS NOT NULL AND c.activated_at IS NULL AND c.ended_at IS NULL
          AND c.text_hash = NEW.text_hash) THEN
        RAISE 'this person was not asked for this text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_is_asked BEFORE INSERT ON consent_signature
    FOR EACH ROW EXECUTE FUNCTION signature_is_asked();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("logs", "0002_wall")]
    operations = [
        migrations.RunSQL(OPEN_LOG_STANDS),
        migrations.RunSQL(LEG_IS_CONSENTED),
        migrations.RunSQL(ADMISSION_IS_CONSENTED),
        migrations.RunSQL(CONSENT_IS_FINAL),
        wall("consent_consent", MINE),
        wall("consent_oralconsent", MINE),
        wall("consent_named", MINE),
        wall("consent_group", MINE),
        wall("consent_asked", MINE),
        wall("consent_signature", MINE, insert=f"{MINE} AND person_id = stafett_me()"),
        grant("consent_consent", web="SELECT, INSERT, UPDATE"),
        grant("consent_oralconsent", web="SELECT, INSERT"),
        grant("consent_named", web="SELECT, INSERT, DELETE"),
        grant("consent_group", web="SELECT, INSERT"),
        grant("consent_asked", web="SELECT, INSERT"),
        grant("consent_signature", web="SELECT, INSERT"),
    ]
