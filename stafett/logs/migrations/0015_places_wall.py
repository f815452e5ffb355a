"""With a protected address no place is written, whatever the pages do (issue 4.5); what was written
before is hidden: the second wall's words."""

from django.db import migrations

from stafett.book.walls import function, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
CLEARED = f"{READ} AND log_id <> ALL (ARRAY (SELECT my_uncleared()))"
I_HOLD = """EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = logs_clearance.log_id
    AND g.holder_id = stafett_me() AND g.ended_at IS NULL)"""
IS_IN_THE_LOG = """EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = logs_clearance.log_id
    AND a.person_id = logs_clearance.person_id AND a.ended_at IS NULL)"""

# The words of `UnitKind` in bokmål: what is stored is Norwegian, as the names of services are.
KIND_OF_SERVICE = """
CREATE FUNCTION kind_of_service(this_unit uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce((SELECT CASE kind
        WHEN 'kindergarten' THEN 'Barnehage' WHEN 'school' THEN 'Skole'
        WHEN 'health_station' THEN 'Helsestasjon' WHEN 'school_health' THEN 'Skolehelsetjeneste'
        WHEN 'ppt' THEN 'Pedagogisk-psykologisk tjeneste (PPT)'
        WHEN 'child_protection' THEN 'Barnevern' WHEN 'therapy' THEN 'Fysio- og ergoterapi'
        WHEN 'gp' THEN 'Fastlege'
        WHEN 'bup' THEN 'Psykisk helsevern for barn og unge (BUP)'
        ELSE 'Annen tjeneste' END FROM municipality_unit WHERE id = this_unit), '')
$$;
"""
HIDES_PLACES = """
CREATE FUNCTION log_hides_places(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM logs_log l JOIN people_person p ON p.id = l.owner_id
        WHERE l.id = this_log AND p.protection <> 'none')
$$;
"""
# My logs with a protected address whose place I may not know; `places.cleared` says the same.
MY_UNCLEARED = f"""
CREATE FUNCTION my_uncleared() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT l.id FROM logs_log l JOIN people_person p ON p.id = l.owner_id
    WHERE p.protection <> 'none' AND l.id IN (SELECT my_logs())
      AND l.owner_id IS DISTINCT FROM stafett_me()
      AND NOT EXISTS (SELECT 1 FROM logs_admission a
          WHERE a.log_id = l.id AND a.person_id = stafett_me() AND a.ended_at IS NULL
            AND (a.until IS NULL OR a.until >= {TODAY})
            AND (a.role = 'starter' OR a.role = 'participant' AND a.unit_id = l.unit_id))
      AND NOT EXISTS (SELECT 1 FROM logs_leg g
          WHERE g.log_id = l.id AND g.holder_id = stafett_me() AND g.ended_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM people_guardianship g JOIN people_person m ON m.id = g.guardian_id
          WHERE g.child_id = l.owner_id AND g.guardian_id = stafett_me()
            AND g.responsibility AND g.fixed_residence
            AND (m.protection = 'strictly_confidential' OR m.protection = p.protection))
      AND NOT EXISTS (SELECT 1 FROM logs_clearance c
          WHERE c.log_id = l.id AND c.person_id = stafett_me() AND c.ended_at IS NULL)
$$;
"""
# Whether something written before names the place: a unit, a telephone or an e-mail of a helper.
TELLS_PLACE = """
CREATE FUNCTION tells_place(this_log uuid, said jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH units AS (
        SELECT unit_id FROM logs_log WHERE id = this_log
        UNION SELECT unit_id FROM logs_admission WHERE log_id = this_log AND unit_id IS NOT NULL),
    telling AS (
        SELECT u.name AS words FROM municipality_unit u WHERE u.id IN (SELECT unit_id FROM units)
        UNION SELECT unnest(ARRAY[p.phone, p.email]) FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units))
    SELECT this_log IN (SELECT my_logs()) AND EXISTS (SELECT 1 FROM telling
        WHERE words <> '' AND position(lower(words) IN lower(said::text)) > 0)
$$;
"""
WRITES_NO_PLACE = """
CREATE FUNCTION writes_no_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.log_id) THEN
        NEW.service := kind_of_service(NEW.unit_id);
        NEW.phone := '';
        NEW.email := '';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER writes_no_place BEFORE INSERT ON logs_admission
    FOR EACH ROW WHEN (NEW.role = 'participant') EXECUTE FUNCTION writes_no_place();
"""
# An access record says the kind of service too.
NOTES_NO_PLACE = """
CREATE FUNCTION notes_no_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.log_id) THEN
        NEW.service := coalesce((SELECT kind_of_service(u.id) FROM municipality_unit u
            WHERE u.name = NEW.service LIMIT 1), NEW.service);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notes_no_place BEFORE INSERT ON logs_reading
    FOR EACH ROW EXECUTE FUNCTION notes_no_place();
"""
# Protection that comes later: the rows stand as if it had been there from the start.
PLACES_ARE_HIDDEN = """
CREATE FUNCTION places_are_hidden() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE logs_admission a SET service = kind_of_service(a.unit_id), phone = '', email = ''
        WHERE a.role = 'participant'
          AND a.log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    UPDATE logs_reading r SET service = kind_of_service(u.id) FROM municipality_unit u
        WHERE u.name = r.service AND r.log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER places_are_hidden AFTER UPDATE OF protection ON people_person
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_are_hidden();
"""
ENDS_ONCE = """
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_clearance
    FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
PARTIAL = """
CREATE OR REPLACE FUNCTION my_partial_logs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT DISTINCT log_id FROM my_hidden_things() UNION SELECT my_uncleared()
$$;
"""
OLD_ENTRIES = """
CREATE POLICY hidden_place ON book_content AS RESTRICTIVE FOR SELECT TO stafett_web
    USING ((book_id = ANY (ARRAY (SELECT my_uncleared())) AND tells_place(book_id, data)) IS NOT TRUE);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0014_clearance"),
        ("municipality", "0005_staff_wall"),
        ("people", "0004_sealed_numbers"),
        ("book", "0003_about"),
    ]
    operations = [
        migrations.RunSQL(KIND_OF_SERVICE, migrations.RunSQL.noop),
        migrations.RunSQL(HIDES_PLACES, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(
                f"ALTER FUNCTION {each} SET search_path = public, pg_temp;"
                f"REVOKE ALL ON FUNCTION {each} FROM PUBLIC;",
                migrations.RunSQL.noop,
            )
            for each in ("kind_of_service(uuid)", "log_hides_places(uuid)")
        ),
        function(MY_UNCLEARED, "my_uncleared()"),
        function(TELLS_PLACE, "tells_place(uuid,jsonb)"),
        function(PARTIAL, "my_partial_logs()"),
        trigger(WRITES_NO_PLACE, "writes_no_place"),
        trigger(NOTES_NO_PLACE, "notes_no_place"),
        trigger(PLACES_ARE_HIDDEN, "places_are_hidden"),
        migrations.RunSQL(ENDS_ONCE, migrations.RunSQL.noop),
        migrations.RunSQL(OLD_ENTRIES, migrations.RunSQL.noop),
        wall(
            "logs_clearance",
            CLEARED,
            insert=f"{READ} AND by_id = stafett_me() AND {I_HOLD} AND {IS_IN_THE_LOG}",
            change=I_HOLD,
        ),
        grant("logs_clearance", web="SELECT, INSERT, UPDATE (ended_at, ended_by_id)"),
    ]
