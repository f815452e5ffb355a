"""Look-ups in the population register: written by who asks, changed by nobody, and told to the one
they are about, the guardians let in to the log, and the municipality's own administrators (H10)."""

from django.db import migrations

from stafett.book.walls import MINE, function, grant, wall

# An administrator is told what the own municipality's people did, and no other's.
LOOK_UPS_OF = """
CREATE FUNCTION look_ups_of(child uuid) RETURNS TABLE (
    at timestamptz, by_id uuid, ground text, found boolean, log_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.at, u.by_id, u.ground, u.found, u.log_id FROM people_lookup u
    WHERE (u.subject_id = child OR u.subject_hash = (
            SELECT number_hash FROM people_nationalidentity WHERE person_id = child))
      AND (child = stafett_me()
        OR session_user = 'stafett_worker'
        OR EXISTS (SELECT 1 FROM logs_admission a JOIN logs_log l ON l.id = a.log_id
            WHERE l.owner_id = child AND a.person_id = stafett_me() AND a.role = 'guardian'
              AND a.ended_at IS NULL AND l.id IN (SELECT my_logs()))
        OR EXISTS (SELECT 1 FROM logs_log l
            WHERE l.owner_id = child AND l.municipality_id IN (SELECT my_municipalities())
              AND (l.id = u.log_id OR EXISTS (
                SELECT 1 FROM municipality_position p JOIN municipality_unit t ON t.id = p.unit_id
                WHERE p.person_id = u.by_id AND t.municipality_id = l.municipality_id))))
    ORDER BY u.at DESC
$$;
"""
BY_ME = f"by_id = stafett_me() AND i_work() AND (log_id IS NULL OR {MINE})"


class Migration(migrations.Migration):
    dependencies = [("logs", "0002_wall"), ("people", "0003_look_ups")]
    operations = [
        function(LOOK_UPS_OF, "look_ups_of(uuid)"),
        # Read through the function alone.
        wall("people_lookup", "false", insert=BY_ME),
        grant("people_lookup", web="INSERT", worker="SELECT, INSERT"),
    ]
