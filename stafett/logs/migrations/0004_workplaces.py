"""With a protected address no place is written, whatever the pages do, and where somebody works
is no key either (issue 4.5).

The log's rows name a unit that stands in for the real one: of the same kind, without its name,
known in that log alone. Who is cleared reads which it is; nobody else, with whatever SQL.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, function, grant, trigger, wall

# A stand-in is known in its own log alone.
KNOWN = "stands_in_log IS NULL OR stands_in_log = ANY (ARRAY (SELECT my_logs()))"
CLEARED = f"""{MINE}
    AND log_id <> ALL (ARRAY (SELECT my_uncleared()))"""

# The words of `UnitKind` in bokmål: what is stored is Norwegian, as the names of services are.
KIND_OF_SERVICE = """
CREATE FUNCTION kind_of_service(this_unit uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER AS $$
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
STAND_IN = """
CREATE FUNCTION stand_in(this_log uuid, this_unit uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    found uuid;
BEGIN
    SELECT stand_in_id INTO found FROM logs_workplace
        WHERE log_id = this_log AND this_unit IN (stand_in_id, unit_id);
    IF found IS NULL AND this_unit IS NOT NULL THEN
        found := gen_random_uuid();
        INSERT INTO municipality_unit (id, municipality_id, key, name, kind, stands_in_log)
            SELECT found, municipality_id, found::text, kind_of_service(id), kind, this_log
            FROM municipality_unit WHERE id = this_unit;
        INSERT INTO logs_workplace (stand_in_id, log_id, unit_id)
            VALUES (found, this_log, this_unit);
    END IF;
    RETURN found;
END $$;
"""
HIDES_WORKPLACE = """
CREATE FUNCTION hides_workplace() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.log_id) THEN
        NEW.unit_id := stand_in(NEW.log_id, NEW.unit_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hides_workplace BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION hides_workplace();
"""
# Afterwards: who starts a log works in its unit, and that is looked at first.
LOG_HIDES_UNIT = """
CREATE FUNCTION log_hides_unit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.id) THEN
        UPDATE logs_log SET unit_id = stand_in(id, unit_id) WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER log_hides_unit AFTER INSERT ON logs_log
    FOR EACH ROW EXECUTE FUNCTION log_hides_unit();
"""
STAND_IN_GOES = """
CREATE FUNCTION stand_in_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    DELETE FROM municipality_unit WHERE id = OLD.stand_in_id;
    RETURN NULL;
END $$;
CREATE TRIGGER stand_in_goes AFTER DELETE ON logs_workplace
    FOR EACH ROW EXECUTE FUNCTION stand_in_goes();
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
# Protection that comes later: the rows stand as if it had been there from the start, with the units
# of the log and of all who were let in to it. A former name tells the place too.
PLACES_ARE_HIDDEN = """
CREATE FUNCTION places_are_hidden() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
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
CREATE TRIGGER places_are_hidden AFTER UPDATE OF protection ON logs_log
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_are_hidden();
"""
GOES_WITH_THE_LOG = """
ALTER TABLE logs_workplace ADD CONSTRAINT logs_workplace_log
    FOREIGN KEY (log_id) REFERENCES logs_log (id) ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0003_protection"),
    ]
    operations = [
        function(KIND_OF_SERVICE, "kind_of_service(uuid)", to=""),
        function(STAND_IN, "stand_in(uuid, uuid)", to=""),
        trigger(HIDES_WORKPLACE, "hides_workplace"),
        trigger(LOG_HIDES_UNIT, "log_hides_unit"),
        trigger(STAND_IN_GOES, "stand_in_goes"),
        trigger(WRITES_NO_PLACE, "writes_no_place"),
        trigger(NOTES_NO_PLACE, "notes_no_place"),
        trigger(PLACES_ARE_HIDDEN, "places_are_hidden"),
        wall("municipality_unit", KNOWN, insert="false", change="false"),
        wall("logs_workplace", CLEARED, insert="false", change="false"),
        RunSQL(GOES_WITH_THE_LOG, RunSQL.noop),
        grant("logs_workplace", web="SELECT"),
    ]
