"""A unit in which somebody works or has a log does not end; its former names tell the place too."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function, trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

KIND_OF_SERVICE = """
CREATE OR REPLACE FUNCTION kind_of_service(this_unit uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT CASE kind
        WHEN 'kindergarten' THEN 'Barnehage' WHEN 'school' THEN 'Skole'
        WHEN 'health_station' THEN 'Helsestasjon' WHEN 'school_health' THEN 'Skolehelsetjeneste'
        WHEN 'ppt' THEN 'Pedagogisk-psykologisk tjeneste (PPT)'
        WHEN 'child_protection' THEN 'Barnevern' WHEN 'therapy' THEN 'Fysio- og ergoterapi'
        WHEN 'gp' THEN 'Fastlege'
        WHEN 'bup' THEN 'Psykisk helsevern for barn og unge (BUP)'
        WHEN 'county' THEN 'Fylkeskommunal tjeneste' WHEN 'state' THEN 'Statlig tjeneste'
        WHEN 'private' THEN 'Privat tjeneste'
        ELSE 'Annen tjeneste' END FROM municipality_unit WHERE id = this_unit), '')
$$;
"""
UNIT_NAMES = """
CREATE FUNCTION unit_names(this_unit uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT name::text FROM municipality_unit WHERE id = this_unit
    UNION SELECT jsonb_array_elements_text(former_names) FROM municipality_unit
        WHERE id = this_unit
$$;
"""
PLACES_ARE_HIDDEN = """
CREATE OR REPLACE FUNCTION places_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE logs_admission SET service = kind_of_service(unit_id), phone = '', email = ''
        WHERE role = 'participant' AND log_id = NEW.id;
    UPDATE logs_reading r SET service = kind_of_service(u.id) FROM municipality_unit u
        WHERE (u.name = r.service OR u.former_names ? r.service) AND r.log_id = NEW.id;
    UPDATE logs_admission SET unit_id = stand_in(log_id, unit_id)
        WHERE unit_id IS NOT NULL AND log_id = NEW.id;
    UPDATE logs_log SET unit_id = stand_in(id, unit_id) WHERE id = NEW.id;
    RETURN NULL;
END $$;
"""
ENTRY_TELLS_PLACE = """
CREATE OR REPLACE FUNCTION entry_tells_place(this_log uuid, this_number integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH units AS (SELECT unit_id FROM logs_workplace WHERE log_id = this_log),
    telling AS (
        SELECT unit_names(unit_id) AS words FROM units
        UNION SELECT unnest(ARRAY[p.phone, p.email]) FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units))
    SELECT this_log IN (SELECT my_logs()) AND EXISTS (
        SELECT 1 FROM telling, book_content c JOIN book_entry e USING (book_id, number)
        WHERE c.book_id = this_log AND c.number = this_number
          AND e.actor_id IS DISTINCT FROM stafett_me()
          AND words <> '' AND position(lower(words) IN lower(c.data::text)) > 0)
$$;
"""
IN_THE_WAY = f"""
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
        (SELECT count(*) FROM logs_log l WHERE l.closed_at IS NULL AND (
            true_unit(l.unit_id) = this_unit OR this_unit IN (
                SELECT (SELECT true_unit(a.unit_id) FROM logs_admission a
                    WHERE a.log_id = g.log_id AND a.person_id = g.holder_id
                      AND a.role = 'participant' ORDER BY a.from_at DESC LIMIT 1)
                FROM logs_leg g WHERE g.log_id = l.id AND g.ended_at IS NULL))),
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
ENDS_EMPTY = """
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
CREATE TRIGGER unit_is_in_use BEFORE INSERT ON logs_log
    FOR EACH ROW EXECUTE FUNCTION unit_is_in_use();
"""


def inner(sql: str, name: str) -> RunSQL:
    """A function for other functions alone."""
    return RunSQL(
        f"{sql} ALTER FUNCTION {name} SET search_path = public, pg_temp;"
        f" REVOKE ALL ON FUNCTION {name} FROM PUBLIC;",
        RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("logs", "0026_waiting_batons"), ("municipality", "0010_units")]
    operations = [
        inner(UNIT_NAMES, "unit_names(uuid)"),
        inner(IN_THE_WAY, "unit_in_use(uuid)"),
        function(IN_THE_WAY_OF, "in_the_way_of(uuid)"),
        trigger(ENDS_EMPTY, "unit_ends_empty"),
        *(
            RunSQL(sql, RunSQL.noop)
            for sql in (KIND_OF_SERVICE, PLACES_ARE_HIDDEN, ENTRY_TELLS_PLACE)
        ),
    ]
