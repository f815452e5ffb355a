"""What the database refuses because no consent holds it: open logs, legs, offers, absences."""

from django.db import migrations

from stafett.book.walls import TODAY, function, trigger

HELD = f"p.ended_at IS NULL AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})"

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
# Asked by the row's own key, it tells of no other unit and no other person.
NAMED_WORKS = """
CREATE FUNCTION named_works(this_row uuid, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN municipality_position p
        ON p.person_id = n.person_id AND p.unit_id = true_unit(n.unit_id)
        WHERE n.id = this_row AND p.ended_at IS NULL AND p.from_date <= on_day
          AND (p.until IS NULL OR p.until >= on_day))
$$;
"""
# Whom a consent names is let in, and takes the baton, only while working in the unit named.
CONSENT_NAMES = f"""
CREATE FUNCTION consent_names(this_log uuid, this_person uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN consent_consent c ON c.id = n.consent_id
        WHERE c.log_id = this_log AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
          AND n.person_id = this_person AND n.until >= {TODAY} AND named_works(n.id, {TODAY})
          AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w
                          WHERE w.consent_id = c.id AND w.only_id = n.person_id))
$$;
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
# Who stands in for a holder who is away is somebody whom the active consent names (G2, D5).
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
# D1: the baton is had by those who work in the municipality or with it, whoever offers it; and so
# it is with who stands in for a holder.
BATON_STAYS_HERE = f"""
CREATE FUNCTION baton_stays_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    receiver uuid := coalesce(to_jsonb(NEW)->>'offered_to_id', to_jsonb(NEW)->>'deputy_id',
        to_jsonb(NEW)->>'holder_id')::uuid;
    roles text[] := ARRAY (SELECT DISTINCT p.role::text FROM municipality_position p
        JOIN municipality_unit u ON u.id = p.unit_id
        JOIN logs_log l ON l.municipality_id = u.municipality_id
        WHERE p.person_id = receiver AND l.id = NEW.log_id AND {HELD});
BEGIN
    IF roles = ARRAY['outsider'] THEN
        RAISE 'the baton stays in the municipality' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER baton_stays_here BEFORE INSERT ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION baton_stays_here();
CREATE TRIGGER baton_stays_here BEFORE INSERT ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION baton_stays_here();
CREATE TRIGGER baton_stays_here BEFORE INSERT ON logs_leg
    FOR EACH ROW EXECUTE FUNCTION baton_stays_here();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0004_signers"),
    ]
    operations = [
        trigger(LOG_STANDS, "log_stands"),
        function(NAMED_WORKS, "named_works(uuid, date)"),
        function(CONSENT_NAMES, "consent_names(uuid, uuid)", to=""),
        trigger(LEG_IS_CONSENTED, "leg_is_consented"),
        trigger(OFFER_IS_CONSENTED, "offer_is_consented"),
        trigger(ABSENCE_IS_CONSENTED, "absence_is_consented"),
        trigger(BATON_STAYS_HERE, "baton_stays_here"),
    ]
