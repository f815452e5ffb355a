"""What the municipality decides about who coordinates: its own services alone (N2, N3, N4). A
leader says who is to have a baton in the own unit, and reads no log for it (E2, E3).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, TODAY, function, grant, trigger, wall

LAST_LET_IN = """(SELECT true_unit(a.unit_id) FROM logs_admission a WHERE a.log_id = g.log_id
    AND a.person_id = g.holder_id AND a.role = 'participant' ORDER BY a.from_at DESC LIMIT 1)"""

DECIDES_FOR_OWN_SERVICES = """
CREATE FUNCTION decides_for_own_services() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.recorded_at IS NOT NULL THEN
            RAISE 'what is decided is never changed' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.unit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM municipality_unit u JOIN logs_log l ON l.id = NEW.log_id
        WHERE u.id = true_unit(NEW.unit_id) AND u.municipality_id = l.municipality_id
          AND u.kind NOT IN ('gp', 'bup', 'county', 'state', 'private')) THEN
        RAISE 'the municipality decides for its own services alone'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decides_for_own_services BEFORE INSERT OR UPDATE ON logs_decision
    FOR EACH ROW EXECUTE FUNCTION decides_for_own_services();
"""
ASSIGN_BATON = f"""
CREATE FUNCTION assign_baton(this_leg uuid, wanted uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    leg logs_leg;
    made uuid := gen_random_uuid();
BEGIN
    SELECT g.* INTO leg FROM logs_leg g JOIN logs_log l ON l.id = g.log_id
        WHERE g.id = this_leg AND g.ended_at IS NULL AND l.closed_at IS NULL
          AND {LAST_LET_IN} IN (SELECT my_led_units())
          AND EXISTS (SELECT 1 FROM municipality_position p
              JOIN municipality_unit u ON u.id = p.unit_id
              WHERE p.person_id = wanted AND u.municipality_id = l.municipality_id
                AND p.ended_at IS NULL AND p.from_date <= {TODAY}
                AND (p.until IS NULL OR p.until >= {TODAY}));
    IF NOT FOUND OR EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = leg.log_id
            AND g.holder_id = wanted AND g.ended_at IS NULL) THEN
        RETURN NULL;
    END IF;
    UPDATE logs_assignment SET ended_at = now() WHERE log_id = leg.log_id AND ended_at IS NULL;
    INSERT INTO logs_assignment (id, log_id, leg_id, receiver_id, by_id, at)
        VALUES (made, leg.log_id, leg.id, wanted, stafett_me(), now());
    RETURN made;
END $$;
"""
BOOK = """
CREATE POLICY assigning_writes ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id = ANY (ARRAY (SELECT my_staff_books())) AND actor_id = stafett_me()
        AND verb IN ('municipality.baton_assigned'));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0008_baton"),
    ]
    operations = [
        trigger(DECIDES_FOR_OWN_SERVICES, "decides_for_own_services"),
        wall("logs_decision", MINE, insert=f"{MINE} AND asked_by_id = stafett_me()"),
        grant(
            "logs_decision",
            web="SELECT, INSERT, UPDATE (unit_id, decider, decided_on, reason, recorded_at)",
        ),
        function(ASSIGN_BATON, "assign_baton(uuid, uuid)"),
        wall("logs_assignment", MINE, insert="false", change="false"),
        grant("logs_assignment", web="SELECT", worker="SELECT, UPDATE (told_at, ended_at)"),
        RunSQL(BOOK, RunSQL.noop),
    ]
