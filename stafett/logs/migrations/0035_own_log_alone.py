"""Who has signed in with less than an eID of the highest level sees the own log, as its owner, and
no other (I2): not as guardian, sibling or at work. The live pages say the same.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
# Held since the admission was given: who leaves and comes back is let in anew.
HELD = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.person_id = a.person_id AND p.unit_id = true_unit(a.unit_id) AND p.ended_at IS NULL
      AND p.from_date <= (a.from_at AT TIME ZONE 'Europe/Oslo')::date
      AND (p.until IS NULL OR p.until >= {TODAY}))"""
MY_LOGS = f"""
CREATE OR REPLACE FUNCTION my_logs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL
      AND (until IS NULL OR until >= {TODAY})
      AND (NOT stafett_own_alone() OR role = 'owner')
      AND (role NOT IN ('starter', 'participant') OR {HELD})
      AND (role NOT IN ('guardian', 'asked') OR EXISTS (SELECT 1 FROM logs_log l
          WHERE l.id = a.log_id AND (l.owner_id = a.person_id OR EXISTS (
              SELECT 1 FROM people_guardianship g JOIN people_person m ON m.id = g.guardian_id
              WHERE g.child_id = l.owner_id AND g.guardian_id = a.person_id AND g.responsibility
                AND (l.protection <> 'strictly_confidential'
                  OR g.fixed_residence AND m.protection = 'strictly_confidential')))))
$$;
"""
# The policies of admissions show one's own rows without asking for a log.
ADMISSIONS = """
CREATE POLICY own_log_alone ON logs_admission AS RESTRICTIVE FOR SELECT TO stafett_web
    USING (NOT stafett_own_alone() OR log_id = ANY (ARRAY (SELECT my_logs())));
"""
OWN_ALONE = """
CREATE FUNCTION live_own_alone(hashed text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM identity_signedin WHERE key_hash = hashed AND level = 'code')
$$;
"""
SIGHTS = """
CREATE OR REPLACE FUNCTION live_sights(keys text[], logs uuid[], counted boolean)
RETURNS TABLE (place integer, who uuid, number integer)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    FOR place IN 1 .. cardinality(keys) LOOP
        who := live_person(keys[place]);
        PERFORM set_config('stafett.person', coalesce(who::text, ''), true);
        PERFORM set_config(
            'stafett.own_alone', CASE WHEN live_own_alone(keys[place]) THEN '1' ELSE '' END, true);
        CONTINUE WHEN who IS NULL OR NOT EXISTS (SELECT FROM my_logs() m WHERE m = logs[place]);
        number := 0;
        IF counted THEN
            SELECT e.number INTO number FROM book_entry e WHERE e.book_id = logs[place]
                ORDER BY e.number DESC LIMIT 1;
        END IF;
        live_sights.place := place;
        RETURN NEXT;
    END LOOP;
    PERFORM set_config('stafett.person', '', true);
    PERFORM set_config('stafett.own_alone', '', true);
END;
$$;
"""
RIGHTS = """
REVOKE ALL ON FUNCTION live_own_alone(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION live_own_alone(text) TO stafett_live;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0034_interpreters"),
        ("municipality", "0015_own_log_alone"),
        ("identity", "0006_youth"),
    ]
    operations = [
        function(MY_LOGS, "my_logs()"),
        RunSQL(ADMISSIONS, RunSQL.noop),
        RunSQL(OWN_ALONE, RunSQL.noop),
        RunSQL(SIGHTS, RunSQL.noop),
        RunSQL(RIGHTS, RunSQL.noop),
    ]
