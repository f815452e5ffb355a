"""A log is as protected as its owner, or as a guardian with whom the owner lives (issue 4.5).

A mother in hiding has the child with her, whatever the register says of the child itself.
"""

from django.db import migrations

from stafett.book.walls import READ, TODAY, function, grant, trigger, wall

CLEARED = f"{READ} AND log_id <> ALL (ARRAY (SELECT my_uncleared()))"
IS_IN_THE_LOG = """EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = logs_clearance.log_id
    AND a.person_id = logs_clearance.person_id AND a.ended_at IS NULL)"""
I_HOLD = """EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = logs_clearance.log_id
    AND g.holder_id = stafett_me() AND g.ended_at IS NULL)"""

PROTECTION_OF = """
CREATE FUNCTION protection_of(this_child uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce((SELECT p.protection FROM people_person p
        WHERE p.protection <> 'none' AND (p.id = this_child OR p.id IN (
            SELECT guardian_id FROM people_guardianship
            WHERE child_id = this_child AND responsibility AND fixed_residence))
        ORDER BY p.protection = 'strictly_confidential' DESC LIMIT 1), 'none')
$$;
"""
LOG_IS_PROTECTED = """
CREATE FUNCTION log_is_protected() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    NEW.protection := protection_of(NEW.owner_id);
    RETURN NEW;
END $$;
CREATE TRIGGER log_is_protected BEFORE INSERT ON logs_log
    FOR EACH ROW EXECUTE FUNCTION log_is_protected();
"""
PERSON_PROTECTS = """
CREATE FUNCTION person_protects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE logs_log SET protection = protection_of(owner_id)
        WHERE protection <> protection_of(owner_id) AND (owner_id = NEW.id OR owner_id IN (
            SELECT child_id FROM people_guardianship WHERE guardian_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER person_protects AFTER UPDATE OF protection ON people_person
    FOR EACH ROW EXECUTE FUNCTION person_protects();
"""
HOME_PROTECTS = """
CREATE FUNCTION home_protects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE logs_log SET protection = protection_of(owner_id)
        WHERE owner_id = coalesce(NEW.child_id, OLD.child_id)
          AND protection <> protection_of(owner_id);
    RETURN NULL;
END $$;
CREATE TRIGGER home_protects AFTER INSERT OR UPDATE OR DELETE ON people_guardianship
    FOR EACH ROW EXECUTE FUNCTION home_protects();
"""
LOG_HIDES_PLACES = """
CREATE FUNCTION log_hides_places(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM logs_log WHERE id = this_log AND protection <> 'none')
$$;
"""
# My logs with a protected address whose place I may not know; `places.cleared` says the same.
MY_UNCLEARED = f"""
CREATE FUNCTION my_uncleared() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT l.id FROM logs_log l
    WHERE l.protection <> 'none' AND l.id IN (SELECT my_logs())
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
            AND (m.protection = 'strictly_confidential' OR m.protection = l.protection))
      AND NOT EXISTS (SELECT 1 FROM logs_clearance c
          WHERE c.log_id = l.id AND c.person_id = stafett_me() AND c.ended_at IS NULL)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0002_wall"),
    ]
    operations = [
        function(PROTECTION_OF, "protection_of(uuid)", to=""),
        trigger(LOG_IS_PROTECTED, "log_is_protected"),
        trigger(PERSON_PROTECTS, "person_protects"),
        trigger(HOME_PROTECTS, "home_protects"),
        function(LOG_HIDES_PLACES, "log_hides_places(uuid)", to=""),
        function(MY_UNCLEARED, "my_uncleared()"),
        wall(
            "logs_clearance",
            CLEARED,
            insert=f"{READ} AND by_id = stafett_me() AND {I_HOLD} AND {IS_IN_THE_LOG}",
            change=I_HOLD,
        ),
        grant("logs_clearance", web="SELECT, INSERT, UPDATE (ended_at, ended_by_id)"),
    ]
