"""What the database refuses because no consent holds it: open logs, legs, admissions."""

from django.db import migrations

from stafett.book.walls import trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# The log's row is locked first, so that two who act at once meet here one after the other.
LOG_STANDS = """
CREATE FUNCTION log_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
    active uuid;
BEGIN
    SELECT * INTO this_log FROM logs_log
        WHERE id = (CASE WHEN TG_TABLE_NAME = 'logs_log' THEN to_jsonb(NEW)->>'id'
                         ELSE to_jsonb(NEW)->>'log_id' END)::uuid
        FOR NO KEY UPDATE;
    SELECT id INTO active FROM consent_consent
        WHERE log_id = this_log.id AND activated_at IS NOT NULL AND ended_at IS NULL;
    IF EXISTS (SELECT 1 FROM logs_admission WHERE log_id = this_log.id AND role = 'participant'
               AND ended_at IS NULL AND consent_id IS DISTINCT FROM active) THEN
        RAISE 'access ends with the consent that gave it' USING ERRCODE = 'check_violation';
    END IF;
    IF this_log.opened_at IS NULL OR this_log.closed_at IS NOT NULL THEN
        IF active IS NOT NULL OR EXISTS (
            SELECT 1 FROM logs_leg WHERE log_id = this_log.id AND ended_at IS NULL) THEN
            RAISE 'only an open log has a holder and an active consent'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_leg WHERE log_id = this_log.id AND ended_at IS NULL) THEN
        RAISE 'an open log must have a holder' USING ERRCODE = 'check_violation';
    END IF;
    IF active IS NULL THEN
        RAISE 'an open log must have an active consent' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM logs_leg l WHERE l.log_id = this_log.id AND l.ended_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM consent_named n
                   WHERE n.consent_id = active AND n.person_id = l.holder_id)) THEN
        RAISE 'the active consent does not name this holder' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER log_stands AFTER INSERT OR UPDATE ON logs_log
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_stands();
CREATE CONSTRAINT TRIGGER log_stands AFTER UPDATE ON logs_leg
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_stands();
CREATE CONSTRAINT TRIGGER log_stands AFTER UPDATE ON consent_consent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_stands();
"""

CONSENT_NAMES = f"""
CREATE FUNCTION consent_names(this_log uuid, this_person uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN consent_consent c ON c.id = n.consent_id
        WHERE c.log_id = this_log AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
          AND n.person_id = this_person AND n.until >= {TODAY}
          AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w
                          WHERE w.consent_id = c.id AND w.only_id = n.person_id))
$$;
REVOKE ALL ON FUNCTION consent_names(uuid, uuid) FROM PUBLIC;
"""

# D9, Z10: the policy's number of holders; D11: only one whom the active consent names.
LEG_IS_CONSENTED = f"""
CREATE FUNCTION leg_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
    allowed int;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id FOR NO KEY UPDATE;
    SELECT (settings->>'holders_max')::int INTO allowed FROM municipality_policyversion
        WHERE municipality_id = this_log.municipality_id AND from_date <= {TODAY}
        ORDER BY from_date DESC LIMIT 1;
    IF NEW.ended_at IS NULL AND (SELECT count(*) FROM logs_leg WHERE log_id = NEW.log_id
        AND ended_at IS NULL AND id <> NEW.id) >= coalesce(allowed, 1) THEN
        RAISE 'more holders than the policy allows' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT consent_names(NEW.log_id, NEW.holder_id) THEN
        RAISE 'the active consent does not name this holder' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leg_is_consented AFTER INSERT ON logs_leg
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION leg_is_consented();
"""

# D11: the baton goes from one who has it to one whom the active consent names.
OFFER_IS_CONSENTED = """
CREATE FUNCTION offer_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.answer IS NOT NULL OR NOT EXISTS (SELECT 1 FROM logs_leg WHERE log_id = NEW.log_id
            AND holder_id = NEW.offered_by_id AND ended_at IS NULL) THEN
        RAISE 'only who has the baton offers it' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT consent_names(NEW.log_id, NEW.offered_to_id) THEN
        RAISE 'the active consent does not name this holder' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_is_consented BEFORE INSERT ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION offer_is_consented();
"""

# H2: guardians until the day before the owner is of age, whatever the page says.
ADMISSION_IS_CONSENTED = """
CREATE FUNCTION admission_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
    born date;
    held boolean;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id;
    SELECT birth_date INTO born FROM people_person WHERE id = this_log.owner_id;
    held := CASE NEW.role
        WHEN 'starter' THEN this_log.started_by_id = NEW.person_id AND this_log.opened_at IS NULL
        WHEN 'asked' THEN EXISTS (SELECT 1 FROM consent_asked a
            JOIN consent_consent c ON c.id = a.consent_id
            WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND a.person_id = NEW.person_id
              AND c.asked_at IS NOT NULL AND c.activated_at IS NULL AND c.ended_at IS NULL)
        WHEN 'owner' THEN this_log.owner_id = NEW.person_id AND this_log.opened_at IS NOT NULL
        WHEN 'guardian' THEN this_log.opened_at IS NOT NULL
            AND extract(year FROM age(NEW.until, born)) < 18
            AND EXISTS (SELECT 1 FROM people_guardianship g WHERE g.child_id = this_log.owner_id
                AND g.guardian_id = NEW.person_id AND g.responsibility)
        WHEN 'participant' THEN EXISTS (SELECT 1 FROM consent_named n
            JOIN consent_consent c ON c.id = n.consent_id
            WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND n.person_id = NEW.person_id
              AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
              AND NEW.until IS NOT NULL AND NEW.until <= n.until AND NEW.sees = n.sees
              AND (NEW.service, NEW.title, NEW.task) = (n.service, n.title, n.task)
              AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w
                              WHERE w.consent_id = c.id AND w.only_id = n.person_id))
        ELSE false END;
    IF held IS NOT TRUE THEN
        RAISE 'nothing in force lets this person in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER admission_is_consented BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_is_consented();
"""

# G18: it bites in the same transaction, or it is not taken back at all.
WITHDRAWAL_BITES = """
CREATE FUNCTION withdrawal_bites() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM consent_consent
               WHERE id = NEW.consent_id AND ended_at IS NULL AND NEW.only_id IS NULL)
       OR EXISTS (SELECT 1 FROM logs_admission
                  WHERE consent_id = NEW.consent_id AND person_id = NEW.only_id
                    AND role = 'participant' AND ended_at IS NULL) THEN
        RAISE 'a withdrawal ends access at once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER withdrawal_bites AFTER INSERT ON consent_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION withdrawal_bites();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_consents_hold")]
    operations = [
        trigger(LOG_STANDS, "log_stands"),
        migrations.RunSQL(CONSENT_NAMES, migrations.RunSQL.noop),
        trigger(LEG_IS_CONSENTED, "leg_is_consented"),
        trigger(OFFER_IS_CONSENTED, "offer_is_consented"),
        trigger(ADMISSION_IS_CONSENTED, "admission_is_consented"),
        trigger(WITHDRAWAL_BITES, "withdrawal_bites"),
    ]
