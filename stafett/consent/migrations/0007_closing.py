"""Who may end a log: the holder, who signed, the owner from the policy's age; by nothing else
(P3).

A guardian who was not asked to sign notes a wish instead.
"""

from django.db import migrations

from stafett.book.walls import MINE, TODAY, grant, trigger, wall

OF_THE_FAMILY = """EXISTS (SELECT 1 FROM logs_admission a
    WHERE a.log_id = consent_closingwish.log_id AND a.person_id = stafett_me()
      AND a.role IN ('owner', 'guardian') AND a.ended_at IS NULL)"""

# What an owner may do alone is the law's from 18, and the policy's before it. One born on 29
# February fills years on 1 March, as `age()` counts too.
CLOSING_IS_ALLOWED = f"""
CREATE FUNCTION closing_is_allowed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
    born date;
    alone_from int;
    last_active uuid;
BEGIN
    IF NEW.by_id IS NULL THEN
        IF session_user = 'stafett_web' THEN
            RAISE 'somebody closes a log' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id;
    SELECT birth_date INTO born FROM people_person WHERE id = this_log.owner_id;
    SELECT id INTO last_active FROM consent_consent
        WHERE log_id = NEW.log_id AND activated_at IS NOT NULL ORDER BY version DESC LIMIT 1;
    SELECT (settings->>'owner_may_close_from')::int INTO alone_from
        FROM municipality_policyversion
        WHERE municipality_id = this_log.municipality_id AND from_date <= {TODAY}
        ORDER BY from_date DESC LIMIT 1;
    IF NOT FOUND THEN
        alone_from := 15;
    END IF;
    IF EXISTS (SELECT 1 FROM logs_leg WHERE log_id = NEW.log_id AND holder_id = NEW.by_id
               AND ended_at IS NULL)
       OR EXISTS (SELECT 1 FROM consent_signature WHERE consent_id = last_active
                  AND person_id = NEW.by_id AND says_yes)
       OR (NEW.reason = 'withdrawn' AND EXISTS (SELECT 1 FROM consent_withdrawal
           WHERE consent_id = last_active AND only_id IS NULL AND recorded_by_id = NEW.by_id))
       OR (this_log.owner_id = NEW.by_id AND (born IS NULL
           OR extract(year FROM age({TODAY}, born)) >= least(18, coalesce(alone_from, 18)))) THEN
        RETURN NEW;
    END IF;
    RAISE 'this person may not close the log' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER closing_is_allowed BEFORE INSERT ON logs_closing
    FOR EACH ROW EXECUTE FUNCTION closing_is_allowed();
"""
# A log is closed by a closing and by nothing else. Its name comes after `log_stands`, which first
# tells what else is wrong.
CLOSED_BY_A_CLOSING = """
CREATE FUNCTION closed_by_a_closing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM logs_closing
                   WHERE log_id = NEW.id AND at = NEW.closed_at) THEN
        RAISE 'a log is closed by somebody, for a reason' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER somebody_closed_it AFTER UPDATE ON logs_log
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
    EXECUTE FUNCTION closed_by_a_closing();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0006_admissions"),
    ]
    operations = [
        wall(
            "consent_closingwish",
            MINE,
            insert=f"{MINE} AND by_id = stafett_me() AND {OF_THE_FAMILY}",
            change="by_id = stafett_me()",
        ),
        grant("consent_closingwish", web="SELECT, INSERT, UPDATE (taken_back_at)"),
        trigger(CLOSING_IS_ALLOWED, "closing_is_allowed"),
        trigger(CLOSED_BY_A_CLOSING, "closed_by_a_closing"),
    ]
