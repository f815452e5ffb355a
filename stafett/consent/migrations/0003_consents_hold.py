"""What was sent is as it was read; what is active was signed by everyone needed; the end is
final.

Each trigger locks the consent before it looks, so that two who act at once meet here one after
the other.
"""

from django.db import migrations

from stafett.book.walls import trigger

# What was asked is frozen, what a transition says too; but for the places in a text, and the unit
# that leaves, which are hidden when protection comes: the text as it was signed is kept apart, for
# those who may know them.
CONSENT_IS_FINAL = """
CREATE FUNCTION consent_is_final() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF coalesce(NEW.asked_at, NEW.activated_at, NEW.ended_at) IS NOT NULL THEN
            RAISE 'a consent begins unasked' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF pg_trigger_depth() > 1 AND log_hides_places(NEW.log_id)
       AND to_jsonb(NEW) - '{text,leaving_unit_id}'::text[]
         = to_jsonb(OLD) - '{text,leaving_unit_id}'::text[]
       AND true_unit(NEW.leaving_unit_id) IS NOT DISTINCT FROM true_unit(OLD.leaving_unit_id)
       AND (NEW.text IS NOT DISTINCT FROM OLD.text
            OR EXISTS (SELECT 1 FROM consent_originaltext WHERE consent_id = NEW.id)) THEN
        RETURN NEW;
    END IF;
    IF OLD.asked_at IS NOT NULL AND (OLD.asked_at, OLD.text, OLD.text_hash, OLD.scopes, OLD.policy,
            OLD.purpose, OLD.kept_out, OLD.asked_by_id, OLD.log_id, OLD.version,
            OLD.next_holder_id, OLD.leaving_unit_id, OLD.leaving_on)
        IS DISTINCT FROM (NEW.asked_at, NEW.text, NEW.text_hash, NEW.scopes, NEW.policy,
            NEW.purpose, NEW.kept_out, NEW.asked_by_id, NEW.log_id, NEW.version,
            NEW.next_holder_id, NEW.leaving_unit_id, NEW.leaving_on) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
        RAISE 'an ended consent cannot be revived' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NOT NULL AND (to_jsonb(OLD) - '{ended_at,end}'::text[])
        IS DISTINCT FROM (to_jsonb(NEW) - '{ended_at,end}'::text[]) THEN
        RAISE 'an active consent can only end' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM consent_group WHERE consent_id = NEW.id)
        OR EXISTS (SELECT 1 FROM consent_group g WHERE g.consent_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM consent_asked a JOIN consent_signature s
                ON s.consent_id = NEW.id AND s.person_id = a.person_id
            WHERE a.group_id = g.id AND s.says_yes AND s.text_hash = NEW.text_hash))
        OR EXISTS (SELECT 1 FROM consent_signature s
            WHERE s.consent_id = NEW.id AND NOT s.says_yes)) THEN
        RAISE 'a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_is_final BEFORE INSERT OR UPDATE ON consent_consent
    FOR EACH ROW EXECUTE FUNCTION consent_is_final();
"""
# What was asked stays as it was read, but for a place that is hidden when protection comes.
ASKED_IS_FROZEN = """
CREATE FUNCTION asked_is_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'consent_named' THEN
        IF log_hides_places(NEW.log_id)
           AND to_jsonb(NEW) - '{service,phone,email,unit_id}'::text[]
             = to_jsonb(OLD) - '{service,phone,email,unit_id}'::text[]
           AND (to_jsonb(NEW)->>'service', to_jsonb(NEW)->>'phone', to_jsonb(NEW)->>'email')
             = (kind_of_service((to_jsonb(NEW)->>'unit_id')::uuid), '', '')
           AND true_unit((to_jsonb(NEW)->>'unit_id')::uuid)
             = true_unit((to_jsonb(OLD)->>'unit_id')::uuid) THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM 1 FROM consent_consent WHERE id IN (NEW.consent_id, OLD.consent_id) FOR SHARE;
    IF EXISTS (SELECT 1 FROM consent_consent
               WHERE (asked_at IS NOT NULL OR ended_at IS NOT NULL)
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
CREATE TRIGGER asked_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON consent_keptout
    FOR EACH ROW EXECUTE FUNCTION asked_is_frozen();
"""
# Whoever writes the groups: nobody but the owner and those with parental responsibility decides.
ASKED_IS_FAMILY = """
CREATE FUNCTION asked_is_family() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM consent_group
                   WHERE id = NEW.group_id AND consent_id = NEW.consent_id) THEN
        RAISE 'this group belongs to another consent' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_log l WHERE l.id = NEW.log_id
        AND (l.owner_id = NEW.person_id OR EXISTS (SELECT 1 FROM people_guardianship g
            WHERE g.child_id = l.owner_id AND g.guardian_id = NEW.person_id
              AND g.responsibility))) THEN
        RAISE 'only the owner and guardians are asked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asked_is_family BEFORE INSERT ON consent_asked
    FOR EACH ROW EXECUTE FUNCTION asked_is_family();
"""
SIGNATURE_IS_ASKED = """
CREATE FUNCTION signature_is_asked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM consent_consent WHERE id = NEW.consent_id FOR SHARE;
    IF NOT EXISTS (SELECT 1 FROM consent_consent c JOIN consent_asked a ON a.consent_id = c.id
        WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND a.person_id = NEW.person_id
          AND c.asked_at IS NOT NULL AND c.activated_at IS NULL AND c.ended_at IS NULL
          AND c.text_hash = NEW.text_hash) THEN
        RAISE 'this person was not asked for this text' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_log l WHERE l.id = NEW.log_id
        AND (l.owner_id = NEW.person_id OR EXISTS (SELECT 1 FROM people_guardianship g
            WHERE g.child_id = l.owner_id AND g.guardian_id = NEW.person_id
              AND g.responsibility))) THEN
        RAISE 'without parental responsibility nobody signs' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.recorded_by_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM consent_consent c WHERE c.id = NEW.consent_id
          AND (c.policy->>'assisted_signing')::boolean AND NEW.recorded_by_id <> NEW.person_id
          AND (c.asked_by_id = NEW.recorded_by_id OR EXISTS (SELECT 1 FROM logs_leg l
              WHERE l.log_id = NEW.log_id AND l.holder_id = NEW.recorded_by_id
                AND l.ended_at IS NULL))) THEN
        RAISE 'only who asked records an answer, where the policy lets one'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_is_asked BEFORE INSERT ON consent_signature
    FOR EACH ROW EXECUTE FUNCTION signature_is_asked();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0002_wall"),
    ]
    operations = [
        trigger(CONSENT_IS_FINAL, "consent_is_final"),
        trigger(ASKED_IS_FROZEN, "asked_is_frozen"),
        trigger(ASKED_IS_FAMILY, "asked_is_family"),
        trigger(SIGNATURE_IS_ASKED, "signature_is_asked"),
    ]
