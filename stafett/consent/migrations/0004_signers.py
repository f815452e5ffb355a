"""Whose yes a consent needs on the day it becomes active, and who takes a yes back."""

from django.db import migrations

from stafett.book.walls import TODAY, trigger

# No consent becomes active without the owner's own yes, where the policy it was asked by gives the
# owner a voice at the age that the owner has now.
OWNER_HAS_SIGNED = f"""
CREATE FUNCTION owner_has_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    owner uuid;
    born date;
    years int;
BEGIN
    SELECT p.id, p.birth_date INTO owner, born FROM logs_log l
        JOIN people_person p ON p.id = l.owner_id WHERE l.id = NEW.log_id;
    years := extract(year FROM age({TODAY}, born));
    IF (born IS NULL OR years >= 18
        OR years >= (NEW.policy->>'youth_signs_from')::int
        OR (NEW.scopes ?| ARRAY['health', 'ordinary_care']
            AND years >= (NEW.policy->>'health_youth_alone_from')::int)
        OR (NEW.scopes ? 'education'
            AND years >= (NEW.policy->>'education_youth_alone_from')::int))
       AND NOT EXISTS (SELECT 1 FROM consent_signature
                       WHERE consent_id = NEW.id AND person_id = owner AND says_yes) THEN
        RAISE 'the owner must sign at this age' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER owner_has_signed BEFORE UPDATE ON consent_consent FOR EACH ROW
    WHEN (OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL)
    EXECUTE FUNCTION owner_has_signed();
"""
# On the day a consent becomes active, whoever signed must still be one who decides (G4, P8): a yes
# counted when it was given; a parent may have lost the responsibility since. The rows of the family
# are locked, so that the register's news and the last yes meet here one after the other.
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
# Only one who signed takes back; another records it only as one let in by the consent itself.
WITHDRAWAL_IS_SIGNED = """
CREATE FUNCTION withdrawal_is_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM consent_signature s JOIN consent_consent c ON c.id = s.consent_id
        WHERE c.id = NEW.consent_id AND s.person_id = NEW.by_id AND s.says_yes
          AND c.activated_at IS NOT NULL AND c.ended_at IS NULL) THEN
        RAISE 'only one who said yes takes it back' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.recorded_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM logs_admission a
        WHERE a.log_id = NEW.log_id AND a.person_id = NEW.recorded_by_id
          AND a.role = 'participant' AND a.ended_at IS NULL) THEN
        RAISE 'only a professional in the log records it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER withdrawal_is_signed BEFORE INSERT ON consent_withdrawal
    FOR EACH ROW EXECUTE FUNCTION withdrawal_is_signed();
"""
# G18: whoever records it, and whatever they see of it, no question is left that could be answered.
WITHDRAWAL_ENDS = """
CREATE FUNCTION withdrawal_ends() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE consent_consent SET ended_at = NEW.at, "end" = 'withdrawn'
        WHERE log_id = NEW.log_id AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_ends AFTER INSERT ON consent_withdrawal
    FOR EACH ROW WHEN (NEW.only_id IS NULL) EXECUTE FUNCTION withdrawal_ends();
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
    dependencies = [
        ("consent", "0003_consents_hold"),
    ]
    operations = [
        trigger(OWNER_HAS_SIGNED, "owner_has_signed"),
        trigger(SIGNERS_DECIDE, "signers_decide"),
        trigger(WITHDRAWAL_IS_SIGNED, "withdrawal_is_signed"),
        trigger(WITHDRAWAL_ENDS, "withdrawal_ends"),
        trigger(WITHDRAWAL_BITES, "withdrawal_bites"),
    ]
