"""A unit in which somebody works or has a log does not end."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function, trigger

UNIT_IN_USE = f"""
CREATE FUNCTION unit_in_use(this_unit uuid)
RETURNS TABLE (people bigint, invited bigint, logs bigint, parts bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT
        (SELECT count(DISTINCT p.person_id) FROM municipality_position p
            WHERE p.unit_id = this_unit AND p.ended_at IS NULL
              AND (p.until IS NULL OR p.until >= {TODAY})),
        (SELECT count(*) FROM municipality_invitation i
            WHERE i.unit_id = this_unit AND i.accepted_at IS NULL AND i.taken_back_at IS NULL
              AND i.lapses_at > now()),
        (SELECT count(*) FROM logs_log l WHERE l.closed_at IS NULL AND l.id = ANY (ARRAY (
            SELECT b.log_id FROM batons_in(ARRAY[this_unit]) b
            UNION SELECT o.id FROM logs_log o
                WHERE o.unit_id = ANY (ARRAY (SELECT named_in_logs(ARRAY[this_unit])))))),
        (SELECT count(*) FROM municipality_unit u
            WHERE u.parent_id = this_unit AND u.ended_at IS NULL)
$$;
"""
# For the municipality's administrators: how many there are, and of no child which.
IN_THE_WAY_OF = """
CREATE FUNCTION in_the_way_of(this_unit uuid)
RETURNS TABLE (people bigint, invited bigint, logs bigint, parts bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT w.* FROM municipality_unit u, unit_in_use(u.id) w
    WHERE u.id = this_unit AND u.stands_in_log IS NULL
      AND u.municipality_id IN (SELECT my_municipalities())
$$;
"""
UNIT_ENDS_EMPTY = """
CREATE FUNCTION unit_ends_empty() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL THEN
        -- Whoever has begun to work here, or a log, and has not committed, is waited for.
        PERFORM 1 FROM municipality_unit WHERE id = NEW.id FOR UPDATE;
        IF EXISTS (SELECT 1 FROM unit_in_use(NEW.id) w
                WHERE w.people + w.invited + w.logs + w.parts > 0) THEN
            RAISE 'a unit in use does not end' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER unit_ends_empty AFTER UPDATE OF ended_at ON municipality_unit
    FOR EACH ROW EXECUTE FUNCTION unit_ends_empty();
"""
# No log begins in a unit that has ended either.
UNIT_IS_IN_USE_LOG = """
CREATE TRIGGER unit_is_in_use BEFORE INSERT ON logs_log
    FOR EACH ROW EXECUTE FUNCTION unit_is_in_use();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0015_levels"),
        ("municipality", "0006_units"),
    ]
    operations = [
        function(UNIT_IN_USE, "unit_in_use(uuid)", to=""),
        function(IN_THE_WAY_OF, "in_the_way_of(uuid)"),
        trigger(UNIT_ENDS_EMPTY, "unit_ends_empty"),
        RunSQL(UNIT_IS_IN_USE_LOG, RunSQL.noop),
    ]
