"""Who works where: public, and ended by who leads the unit or administers the municipality.
Nobody makes a position but the one invited, by the invitation itself, and who names a deputy.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, grant, trigger, wall

OURS = "unit_id = ANY (ARRAY (SELECT my_units()))"
# A leader invites and takes leave of staff; leaders and administrators are the administrator's.
MAY = f"""{OURS} AND (role = 'staff' OR EXISTS (SELECT 1 FROM municipality_unit u
    WHERE u.id = unit_id AND u.municipality_id IN (SELECT my_municipalities())))"""
GROWN_UP = f"birth_date <= {TODAY} - interval '18 years'"
LED = """position_id IN (SELECT p.id FROM municipality_position p
    WHERE p.unit_id = ANY (ARRAY (SELECT my_led_units())))"""
MY_OWN = """position_id IN (SELECT p.id FROM municipality_position p
    WHERE p.person_id = stafett_me())"""

NO_OFFICE = """
CREATE POLICY own_log_alone ON municipality_position AS RESTRICTIVE FOR SELECT TO stafett_web
    USING (NOT stafett_own_alone() OR person_id <> stafett_me());
"""
# H6: what has ended stays ended; who comes back is invited anew.
POSITION_ONLY_ENDS = f"""
CREATE FUNCTION position_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR OLD.until < {TODAY} THEN
        RAISE 'a position that has ended stays ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER position_only_ends BEFORE UPDATE ON municipality_position
    FOR EACH ROW EXECUTE FUNCTION position_only_ends();
"""
# Who works where is public, and with it the row of the person: it has no birth date then. Nothing
# asks for the age of an adult. An owner who has worked is grown up (consent/family.py). A deputy
# works here already, and nobody who names one may change a person.
STAFF_HAVE_NO_BIRTH_DATE = f"""
CREATE FUNCTION staff_have_no_birth_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people_person SET birth_date = NULL WHERE id = NEW.person_id AND {GROWN_UP};
    RETURN NEW;
END $$;
CREATE TRIGGER staff_have_no_birth_date AFTER INSERT ON municipality_position
    FOR EACH ROW WHEN (NOT NEW.deputy) EXECUTE FUNCTION staff_have_no_birth_date();
"""
BOOK = """
CREATE POLICY training_writes ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id = ANY (ARRAY (SELECT my_staff_books())) AND actor_id = stafett_me()
        AND verb IN ('municipality.trained', 'municipality.training_taken_back'));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0002_wall"),
        ("people", "0001_initial"),
    ]
    operations = [
        wall("municipality_position", "true", insert="false", change=MAY),
        RunSQL(NO_OFFICE, RunSQL.noop),
        grant("municipality_position", web="SELECT, INSERT, UPDATE (until, ended_at)"),
        trigger(POSITION_ONLY_ENDS, "position_only_ends"),
        trigger(STAFF_HAVE_NO_BIRTH_DATE, "staff_have_no_birth_date"),
        wall(
            "municipality_trained",
            f"{LED} OR {MY_OWN}",
            insert=f"{LED} AND by_id = stafett_me()",
            change=LED,
        ),
        grant("municipality_trained", web="SELECT, INSERT, DELETE"),
        RunSQL(BOOK, RunSQL.noop),
    ]
