"""A unit lies under another, is ended, and keeps its former names; administrators change units.

What was written under an old name tells the place as well as the new one does: the database keeps
each, whoever renames.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import grant, trigger

OURS = "municipality_id = ANY (ARRAY (SELECT my_municipalities())) AND stands_in_log IS NULL"

POLICIES = f"""
CREATE POLICY administrators_add ON municipality_unit FOR INSERT TO stafett_web
    WITH CHECK ({OURS} AND ended_at IS NULL);
CREATE POLICY administrators_change ON municipality_unit FOR UPDATE TO stafett_web
    USING ({OURS}) WITH CHECK ({OURS});
"""
# One at a time in a municipality: two moves that are right each for itself could make a ring.
UNIT_LIES_RIGHT = """
CREATE FUNCTION unit_lies_right() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.parent_id IS NULL OR NEW.ended_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM municipality_municipality WHERE id = NEW.municipality_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM municipality_unit p WHERE p.id = NEW.parent_id
            AND p.municipality_id = NEW.municipality_id AND p.stands_in_log IS NULL
            AND p.ended_at IS NULL) THEN
        RAISE 'a unit lies under one of the same municipality that is in use'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (WITH RECURSIVE above (id) AS (
            SELECT NEW.parent_id UNION SELECT u.parent_id FROM municipality_unit u
                JOIN above a ON a.id = u.id WHERE u.parent_id IS NOT NULL)
        SELECT 1 FROM above WHERE id = NEW.id) THEN
        RAISE 'a unit cannot lie under itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_lies_right AFTER INSERT OR UPDATE OF parent_id, ended_at ON municipality_unit
    FOR EACH ROW EXECUTE FUNCTION unit_lies_right();
"""
UNIT_KEEPS_NAMES = """
CREATE FUNCTION unit_keeps_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name <> OLD.name THEN
        NEW.former_names := (OLD.former_names - OLD.name) || to_jsonb(OLD.name);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unit_keeps_names BEFORE UPDATE ON municipality_unit
    FOR EACH ROW EXECUTE FUNCTION unit_keeps_names();
"""
# Nobody begins in a unit that has ended; whoever begins while it is being ended waits here.
UNIT_IS_IN_USE = """
CREATE FUNCTION unit_is_in_use() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM municipality_unit WHERE id = NEW.unit_id AND ended_at IS NULL FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE 'this unit has ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unit_is_in_use BEFORE INSERT ON municipality_position
    FOR EACH ROW EXECUTE FUNCTION unit_is_in_use();
CREATE TRIGGER unit_is_in_use BEFORE INSERT ON municipality_invitation
    FOR EACH ROW EXECUTE FUNCTION unit_is_in_use();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0005_deputies"),
    ]
    operations = [
        RunSQL(POLICIES, RunSQL.noop),
        grant("municipality_unit", web="SELECT, INSERT, UPDATE (name, kind, parent_id, ended_at)"),
        trigger(UNIT_LIES_RIGHT, "unit_lies_right"),
        trigger(UNIT_KEEPS_NAMES, "unit_keeps_names"),
        trigger(UNIT_IS_IN_USE, "unit_is_in_use"),
    ]
