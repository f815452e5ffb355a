"""A log is as protected as its owner, or as a guardian with whom the owner lives (issue 4.5).

A mother in hiding has the child with her, whatever the register says of the child itself.
"""

from django.db import migrations, models

from stafett.book.walls import function, trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

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
HIDES_PLACES = """
CREATE OR REPLACE FUNCTION log_hides_places(this_log uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM logs_log WHERE id = this_log AND protection <> 'none')
$$;
"""
PLACES_ARE_HIDDEN = """
DROP TRIGGER places_are_hidden ON people_person;
CREATE OR REPLACE FUNCTION places_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE logs_admission SET service = kind_of_service(unit_id), phone = '', email = ''
        WHERE role = 'participant' AND log_id = NEW.id;
    UPDATE logs_reading r SET service = kind_of_service(u.id) FROM municipality_unit u
        WHERE u.name = r.service AND r.log_id = NEW.id;
    UPDATE logs_admission SET unit_id = stand_in(log_id, unit_id)
        WHERE unit_id IS NOT NULL AND log_id = NEW.id;
    UPDATE logs_log SET unit_id = stand_in(id, unit_id) WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER places_are_hidden AFTER UPDATE OF protection ON logs_log
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_are_hidden();
"""
MY_UNCLEARED = f"""
CREATE OR REPLACE FUNCTION my_uncleared() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
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
NOW_PROTECTED = "UPDATE logs_log SET protection = protection_of(owner_id)"


class Migration(migrations.Migration):
    dependencies = [("logs", "0017_workplaces"), ("people", "0004_sealed_numbers")]
    operations = [
        migrations.AddField(
            "log",
            "protection",
            models.CharField(
                choices=[
                    ("none", "not protected"),
                    ("confidential", "confidential address"),
                    ("strictly_confidential", "strictly confidential address"),
                ],
                default="none",
                max_length=24,
            ),
        ),
        migrations.RunSQL(
            f"{PROTECTION_OF}"
            "ALTER FUNCTION protection_of(uuid) SET search_path = public, pg_temp;"
            "REVOKE ALL ON FUNCTION protection_of(uuid) FROM PUBLIC;",
            migrations.RunSQL.noop,
        ),
        trigger(LOG_IS_PROTECTED, "log_is_protected"),
        trigger(PERSON_PROTECTS, "person_protects"),
        trigger(HOME_PROTECTS, "home_protects"),
        migrations.RunSQL(HIDES_PLACES, migrations.RunSQL.noop),
        migrations.RunSQL(NOW_PROTECTED, migrations.RunSQL.noop),
        trigger(PLACES_ARE_HIDDEN, "places_are_hidden"),
        function(MY_UNCLEARED, "my_uncleared()"),
    ]
