"""No office for who has signed in with less than an eID of the highest level (I2): the own
positions are not seen, and none is taken.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
HELD = f"""p.person_id = stafett_me() AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY}) AND NOT stafett_own_alone()"""

MY_MUNICIPALITIES = f"""
CREATE OR REPLACE FUNCTION my_municipalities() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.municipality_id
    FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
    WHERE p.role = 'administrator' AND {HELD}
$$;
"""
MY_UNITS = f"""
CREATE OR REPLACE FUNCTION my_units() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.unit_id FROM municipality_position p WHERE p.role = 'leader' AND {HELD}
    UNION SELECT u.id FROM municipality_unit u
        WHERE u.municipality_id IN (SELECT my_municipalities())
$$;
"""
I_HEAD = f"""
CREATE OR REPLACE FUNCTION i_head(this_unit uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position p
        WHERE p.unit_id = this_unit AND p.role = 'leader' AND NOT p.deputy AND {HELD})
      OR EXISTS (SELECT 1 FROM municipality_unit u
        WHERE u.id = this_unit AND u.municipality_id IN (SELECT my_municipalities()))
$$;
"""
WAITS = f"""i.token_hash = wanted AND i.accepted_at IS NULL AND i.taken_back_at IS NULL
    AND i.lapses_at > now() AND (i.until IS NULL OR i.until >= {TODAY})"""
MINE = """(i.person_id = stafett_me() OR i.number_hash <> '' AND EXISTS (
    SELECT 1 FROM people_nationalidentity n
    WHERE n.person_id = stafett_me() AND n.number_hash = i.number_hash))"""
ACCEPT_INVITATION = f"""
CREATE OR REPLACE FUNCTION accept_invitation(wanted text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    i municipality_invitation;
    made uuid := gen_random_uuid();
BEGIN
    SELECT * INTO i FROM municipality_invitation WHERE token_hash = wanted FOR UPDATE;
    IF NOT FOUND OR stafett_me() IS NULL OR stafett_own_alone()
            OR ({WAITS} AND {MINE}) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    UPDATE municipality_invitation
        SET accepted_at = now(), accepted_by_id = stafett_me(), token_hash = NULL WHERE id = i.id;
    INSERT INTO municipality_position
            (id, person_id, unit_id, title, role, phone, email, from_date, until)
        VALUES (made, stafett_me(), i.unit_id, i.title, i.role, i.phone, i.email, i.from_date,
                i.until);
    RETURN made;
END $$;
"""
NO_OFFICE = """
CREATE POLICY own_log_alone ON municipality_position AS RESTRICTIVE FOR SELECT TO stafett_web
    USING (NOT stafett_own_alone() OR person_id <> stafett_me());
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0014_made_anew"), ("book", "0005_own_log_alone")]
    operations = [
        function(MY_MUNICIPALITIES, "my_municipalities()"),
        function(MY_UNITS, "my_units()"),
        function(I_HEAD, "i_head(uuid)"),
        function(ACCEPT_INVITATION, "accept_invitation(text)"),
        RunSQL(NO_OFFICE, RunSQL.noop),
    ]
