"""A log's level changes by a row that says why, who was heard and who has the baton onwards
(B21).

The row alone moves the level, and upwards only when the consent lets in several services (B24).
That a child is referred to the PPT, and what came before it (B22).
"""

from django.db import migrations

from stafett.book.walls import READ, TODAY, grant, trigger, wall

HELD_BY_ME = f"""{READ} AND by_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT l.id FROM logs_log l JOIN logs_leg g ON g.log_id = l.id
    WHERE l.opened_at IS NOT NULL AND l.closed_at IS NULL
      AND g.holder_id = stafett_me() AND g.ended_at IS NULL))"""

# After the row, so that nobody learns from the answer who may not write it.
LEVEL_MOVES = f"""
CREATE FUNCTION level_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE services integer;
BEGIN
    PERFORM 1 FROM logs_log WHERE id = NEW.log_id AND level = NEW.was
        AND opened_at IS NOT NULL AND closed_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the log is not at this level' USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(DISTINCT coalesce(a.unit_id::text, a.service)) INTO services
        FROM logs_admission a
        WHERE a.log_id = NEW.log_id AND a.role = 'participant' AND a.consent_id IS NOT NULL
          AND a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY})
          AND admission_holds(a.id);
    IF NEW.level > NEW.was AND services < 2 THEN
        RAISE EXCEPTION 'the consent lets in one service alone' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE logs_log SET level = NEW.level WHERE id = NEW.log_id;
    RETURN NULL;
END $$;
CREATE TRIGGER level_moves AFTER INSERT ON logs_levelchange
    FOR EACH ROW EXECUTE FUNCTION level_moves();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0014_access_records"),
    ]
    operations = [
        trigger(LEVEL_MOVES, "level_moves"),
        wall("logs_levelchange", READ, insert=HELD_BY_ME, change="false"),
        wall("logs_referral", READ, insert=HELD_BY_ME, change="false"),
        grant("logs_levelchange", web="SELECT, INSERT"),
        grant("logs_referral", web="SELECT, INSERT"),
    ]
