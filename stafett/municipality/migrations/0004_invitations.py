"""A leader's own unit and an administrator's municipality: they invite, and set a last day.
Nobody else, and nobody makes a position but the one invited, by the invitation itself.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function, grant, wall

WAITS = f"""i.token_hash = wanted AND i.accepted_at IS NULL AND i.taken_back_at IS NULL
    AND i.lapses_at > now() AND (i.until IS NULL OR i.until >= {TODAY})"""
FOR_ME = """(i.person_id = stafett_me() OR i.number_hash <> '' AND EXISTS (
    SELECT 1 FROM people_nationalidentity n
    WHERE n.person_id = stafett_me() AND n.number_hash = i.number_hash))"""
OURS = "unit_id = ANY (ARRAY (SELECT my_units()))"
# A leader invites and takes leave of staff; leaders and administrators are the administrator's.
MAY = f"""{OURS} AND (role = 'staff' OR EXISTS (SELECT 1 FROM municipality_unit u
    WHERE u.id = unit_id AND u.municipality_id IN (SELECT my_municipalities())))"""
INVITE = f"""{MAY} AND invited_by_id = stafett_me() AND token_hash IS NULL AND accepted_at IS NULL
    AND from_date >= {TODAY}"""
BOOKS = "= ANY (ARRAY (SELECT my_staff_books()))"

# What the link's page says: to somebody else no more than who invites, and to which municipality.
INVITATION_BEHIND = f"""
CREATE FUNCTION invitation_behind(wanted text) RETURNS TABLE (
    municipality text, inviter text, mine boolean, unit text, title text, first_day date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT m.name, b.given_name || ' ' || b.family_name, yours.yes,
        CASE WHEN yours.yes THEN u.name END, CASE WHEN yours.yes THEN i.title END,
        CASE WHEN yours.yes THEN i.from_date END
    FROM municipality_invitation i
    JOIN municipality_unit u ON u.id = i.unit_id
    JOIN municipality_municipality m ON m.id = u.municipality_id
    JOIN people_person b ON b.id = i.invited_by_id
    CROSS JOIN LATERAL (SELECT coalesce({FOR_ME}, false) AS yes) yours
    WHERE {WAITS}
$$;
"""
ACCEPT_INVITATION = f"""
CREATE FUNCTION accept_invitation(wanted text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    i municipality_invitation;
    made uuid := gen_random_uuid();
BEGIN
    SELECT * INTO i FROM municipality_invitation WHERE token_hash = wanted FOR UPDATE;
    IF NOT FOUND OR stafett_me() IS NULL OR stafett_own_alone()
            OR ({WAITS} AND {FOR_ME}) IS NOT TRUE THEN
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
# Only the worker makes a link that lives; whatever else is changed kills the one there was.
KILLS_THE_LINK = f"""
ALTER POLICY web_changes ON municipality_invitation WITH CHECK (
    {OURS} AND token_hash IS NULL);
"""
# The head alone, to write after it: what stands in the book its administrators read.
BOOK = f"""
CREATE POLICY staffing_sees ON book_book FOR SELECT TO stafett_web USING (id {BOOKS});
CREATE POLICY staffing_changes ON book_book FOR UPDATE TO stafett_web
    USING (id {BOOKS}) WITH CHECK (id {BOOKS});
CREATE POLICY staffing_writes ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id {BOOKS} AND actor_id = stafett_me() AND verb IN ('municipality.invited', 'municipality.invited_again',
    'municipality.invitation_taken_back', 'municipality.joined', 'municipality.position_ends'));
CREATE POLICY staffing_writes ON book_content FOR INSERT TO stafett_web
    WITH CHECK (book_id {BOOKS});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0003_positions"),
    ]
    operations = [
        function(INVITATION_BEHIND, "invitation_behind(text)"),
        function(ACCEPT_INVITATION, "accept_invitation(text)"),
        wall("municipality_invitation", OURS, insert=INVITE, change=MAY),
        RunSQL(KILLS_THE_LINK, RunSQL.noop),
        grant(
            "municipality_invitation",
            web="SELECT, INSERT, UPDATE (token_hash, lapses_at, taken_back_at)",
            worker="SELECT, UPDATE (token_hash)",
        ),
        RunSQL(BOOK, RunSQL.noop),
    ]
