"""The population register. Look-ups are written by who asks, changed by nobody, and told to the
one they are about, the guardians let in to the log, and the municipality's own administrators
(H10).

What it says anew of a family, names and protection, is written by one function: for those of the
children whose logs one leads; all of it by the worker, every day. The web login never reads the
table of sealed numbers.
"""

from django.db import migrations

from stafett.book.walls import MINE, TODAY, function, wall

BY_ME = f"by_id = stafett_me() AND i_work() AND (log_id IS NULL OR {MINE})"

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
# One number, of the owner of a log in which I may ask for consent now, or ask to open it again, and
# no other. It opens with a key that the database does not have.
SEALED_NUMBER_OF_OWNER = f"""
CREATE FUNCTION sealed_number_of_owner(this_log uuid)
RETURNS TABLE (person_id uuid, sealed text) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT n.person_id, n.sealed FROM logs_log l
    JOIN people_nationalidentity n ON n.person_id = l.owner_id
    WHERE l.id = this_log AND n.sealed <> '' AND l.id IN (SELECT my_logs())
      AND CASE
          WHEN l.closed_at IS NOT NULL THEN EXISTS (SELECT 1 FROM consent_reopening r
              WHERE r.log_id = l.id AND r.starter_id = stafett_me() AND r.ended_at IS NULL
                AND r.until >= {TODAY})
          WHEN l.opened_at IS NULL THEN l.started_by_id = stafett_me()
          ELSE EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id
                       AND g.holder_id = stafett_me() AND g.ended_at IS NULL) END
$$;
"""
RENEW_PERSON = """
CREATE FUNCTION renew_person(who uuid, given text, family text, kept text) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE people_person SET given_name = given, family_name = family, protection = kept
    WHERE id = who AND (session_user = 'stafett_worker' OR (
        who <> stafett_me() AND (who IN (SELECT my_charges()) OR EXISTS (
            SELECT 1 FROM people_guardianship g
            WHERE g.guardian_id = who AND g.child_id IN (SELECT my_charges())))))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0005_people"),
    ]
    operations = [
        function(LOOK_UPS_OF, "look_ups_of(uuid)"),
        # Read through the function alone.
        wall("people_lookup", "false", insert=BY_ME),
        function(SEALED_NUMBER_OF_OWNER, "sealed_number_of_owner(uuid)"),
        function(RENEW_PERSON, "renew_person(uuid, text, text, text)"),
    ]
