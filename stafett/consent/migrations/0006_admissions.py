"""What the database refuses because no consent holds it: admissions. Whom the family keeps out is
not named, not offered the baton and not let in, whoever asks.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function, trigger

# Beside `admission_is_consented`, which knows the starter of a draft.
ASKS_TO_REOPEN = f"""
CREATE FUNCTION asks_to_reopen(this_log uuid, who uuid, last_day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM consent_reopening r JOIN logs_log l ON l.id = r.log_id
        WHERE r.log_id = this_log AND r.starter_id = who AND r.ended_at IS NULL
          AND r.until = last_day AND r.until >= {TODAY} AND l.closed_at IS NOT NULL)
$$;
"""
# H2: guardians until the day before the owner is of age, whatever the page says. A starter starts a
# draft, or asks to open a closed log again.
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
            OR asks_to_reopen(NEW.log_id, NEW.person_id, NEW.until)
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
# Beside `admission_is_consented`: the unit is the one that the family read, or the draft's own.
ADMISSION_KNOWS_ITS_UNIT = """
CREATE FUNCTION admission_knows_its_unit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    here uuid := true_unit(NEW.unit_id);
BEGIN
    IF NEW.role = 'participant' AND NOT EXISTS (SELECT 1 FROM consent_named n
            WHERE n.consent_id = NEW.consent_id AND n.person_id = NEW.person_id
              AND true_unit(n.unit_id) = here)
       OR NEW.role = 'starter' AND NOT EXISTS (SELECT 1 FROM logs_log l
            WHERE l.id = NEW.log_id AND true_unit(l.unit_id) = here)
       AND NOT EXISTS (SELECT 1 FROM consent_reopening r JOIN municipality_position p
            ON p.person_id = r.starter_id AND p.unit_id = here
            WHERE r.log_id = NEW.log_id AND r.starter_id = NEW.person_id
              AND r.ended_at IS NULL) THEN
        RAISE 'nothing in force lets this person in for this unit'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER admission_knows_its_unit BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_knows_its_unit();
"""
# Nobody reads health information whose part of the active consent does not say so.
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
# One consent never names and keeps out the same person, whichever is said first. The consent's row
# is locked, so that two who write at once meet here one after the other.
NAMED_OR_KEPT_OUT = """
CREATE FUNCTION named_or_kept_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM consent_consent WHERE id = NEW.consent_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM consent_named n JOIN consent_keptout k
               ON k.consent_id = n.consent_id AND k.person_id = n.person_id
               WHERE n.consent_id = NEW.consent_id) THEN
        RAISE 'who is kept out is not named' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER named_or_kept_out AFTER INSERT ON consent_named
    FOR EACH ROW EXECUTE FUNCTION named_or_kept_out();
CREATE TRIGGER named_or_kept_out AFTER INSERT ON consent_keptout
    FOR EACH ROW EXECUTE FUNCTION named_or_kept_out();
"""
# By the consent that counts, or by one that waits for answers: what the family asks for is not run
# past while they read.
KEPT_OUT_STAYS_OUT = """
CREATE FUNCTION kept_out_stays_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    who uuid := coalesce(to_jsonb(NEW)->>'offered_to_id', to_jsonb(NEW)->>'holder_id',
                         to_jsonb(NEW)->>'person_id')::uuid;
BEGIN
    IF coalesce(to_jsonb(NEW)->>'role', '') NOT IN ('owner', 'guardian', 'asked') AND EXISTS (
        SELECT 1 FROM consent_keptout k JOIN consent_consent c ON c.id = k.consent_id
        WHERE k.log_id = NEW.log_id AND k.person_id = who
          AND c.asked_at IS NOT NULL AND c.ended_at IS NULL) THEN
        RAISE 'the family has kept this person out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept_out_stays_out BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION kept_out_stays_out();
CREATE TRIGGER kept_out_stays_out BEFORE INSERT ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION kept_out_stays_out();
CREATE TRIGGER kept_out_stays_out BEFORE INSERT ON logs_leg
    FOR EACH ROW EXECUTE FUNCTION kept_out_stays_out();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0005_logs_stand"),
    ]
    operations = [
        function(ASKS_TO_REOPEN, "asks_to_reopen(uuid, uuid, date)", to=""),
        trigger(ADMISSION_IS_CONSENTED, "admission_is_consented"),
        trigger(ADMISSION_KNOWS_ITS_UNIT, "admission_knows_its_unit"),
        trigger(HEALTH_IS_CONSENTED, "health_is_consented"),
        trigger(NAMED_OR_KEPT_OUT, "named_or_kept_out"),
        trigger(KEPT_OUT_STAYS_OUT, "kept_out_stays_out"),
    ]
