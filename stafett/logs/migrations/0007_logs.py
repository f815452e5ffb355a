"""The log itself, who is let in to it and how it closes."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, TODAY, grant, trigger, wall

HELD = f"p.ended_at IS NULL AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})"
# J3: a draft is started by somebody who works in the unit, in the unit's own municipality, and is
# no outsider; its book is its own, for a log over a municipality's book would let its starter read
# there.
DRAFT_OF_MINE = f"""started_by_id = stafett_me() AND opened_at IS NULL AND closed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM municipality_municipality m WHERE m.id = logs_log.id)
    AND EXISTS (SELECT 1 FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
        WHERE p.person_id = stafett_me() AND u.id = logs_log.unit_id AND p.role <> 'outsider'
          AND u.municipality_id = logs_log.municipality_id AND {HELD})"""
# The holder who records the last yes lets everyone in again, and the own self last: each version
# ends the admissions of the one before it. One who has none left sees nothing of the log any more,
# and could write nothing in it.
LET_IN = f"""{MINE}
    OR (role = 'starter' AND person_id = stafett_me())
    OR (role = 'participant' AND person_id = stafett_me() AND i_hold(log_id))"""

# What has ended stays ended, and an admission is never prolonged.
ENDS_ONCE = """
CREATE FUNCTION ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
        RAISE 'what has ended stays ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_leg FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_admission FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_healthmark
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_healthinsight
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_keeping
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_clearance
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_assignment
    FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
ADMISSION_ONLY_SHRINKS = """
CREATE FUNCTION admission_only_shrinks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until) THEN
        RAISE 'an admission can only end' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER admission_only_shrinks BEFORE UPDATE ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_only_shrinks();
"""
# A log is opened and closed once, but for a consent that asks to open it again (P8).
LOG_NEVER_GOES_BACK = """
CREATE FUNCTION log_never_goes_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
       OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
          AND NOT (NEW.closed_at IS NULL AND EXISTS (SELECT 1 FROM consent_consent
              WHERE log_id = OLD.id AND activated_at >= OLD.closed_at AND ended_at IS NULL
                AND scopes ? 'reopen')) THEN
        RAISE 'a log is opened and closed once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER log_never_goes_back BEFORE UPDATE ON logs_log
    FOR EACH ROW EXECUTE FUNCTION log_never_goes_back();
"""
# The database's own default, for what is inserted in SQL: a default of Django's that the database
# gives would be read back, and a new row may not be seen yet.
SHARES_NOTHING = """
ALTER TABLE logs_admission ALTER health SET DEFAULT false;
"""
# The policies of admissions show one's own rows without asking for a log.
ADMISSIONS = f"""
CREATE POLICY own_log_alone ON logs_admission AS RESTRICTIVE FOR SELECT TO stafett_web
    USING (NOT stafett_own_alone() OR {MINE});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0006_register"),
    ]
    operations = [
        trigger(ENDS_ONCE, "ends_once"),
        trigger(ADMISSION_ONLY_SHRINKS, "admission_only_shrinks"),
        trigger(LOG_NEVER_GOES_BACK, "log_never_goes_back"),
        RunSQL(SHARES_NOTHING, RunSQL.noop),
        wall("logs_log", "id = ANY (ARRAY (SELECT my_logs()))", insert=DRAFT_OF_MINE),
        wall("logs_preparation", "log_id = ANY (ARRAY (SELECT my_answers()))", insert=MINE),
        wall("logs_admission", MINE, insert=LET_IN),
        wall("logs_closing", MINE, insert=f"{MINE} AND by_id = stafett_me()"),
        RunSQL(ADMISSIONS, RunSQL.noop),
        grant(
            "logs_log",
            web=(
                "SELECT, INSERT, UPDATE (short_name, description, picture, opened_at, "
                "closed_at, photo_id)"
            ),
            worker="SELECT, UPDATE (closed_at)",
        ),
        grant("logs_preparation", web="SELECT, INSERT"),
        grant(
            "logs_admission",
            web="SELECT, INSERT, UPDATE (ended_at, until)",
            worker="SELECT, INSERT, UPDATE (ended_at)",
        ),
        grant("logs_closing", web="SELECT, INSERT", worker="SELECT, INSERT"),
    ]
