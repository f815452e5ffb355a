"""Who sees persons and families, and who writes of them; how one of the family is reached (A6)."""

from django.db import migrations

from stafett.book.walls import READ, SIGNED_IN, TODAY, function, grant, restrict, wall

# Who stands in the list of staff is a person to everyone, and takes no other number.
SEEN_PERSON = f"""id = ANY (ARRAY (SELECT my_people()))
    OR ({SIGNED_IN} AND (EXISTS (SELECT 1 FROM municipality_position p WHERE p.person_id = people_person.id)
        OR id = ANY (ARRAY (SELECT my_hidden_staff()))))"""
# Nobody takes another number for one who works here: by it people are found when they sign in.
NUMBER_OF_A_FAMILY = """i_work()
    AND NOT EXISTS (SELECT 1 FROM municipality_position p WHERE p.person_id = people_nationalidentity.person_id)
    AND person_id <> ALL (ARRAY (SELECT my_hidden_staff()))"""
# A guardian may be somebody's child too: only the owners' own ties are seen.
SEEN_CHILD = """child_id = stafett_me() OR child_id = ANY (ARRAY (
    SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs())))"""
CHARGE = "child_id = ANY (ARRAY (SELECT my_charges()))"
# Not where the address is protected: a telephone finds who has it.
SHOWN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE protection = 'none'))"""
MY_OWN = f"""{SHOWN} AND person_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT a.log_id FROM logs_admission a JOIN logs_log l ON l.id = a.log_id
    WHERE a.person_id = stafett_me() AND a.role IN ('owner', 'guardian') AND a.ended_at IS NULL
      AND l.opened_at IS NOT NULL AND l.closed_at IS NULL))"""

# Myself, and the owners of my logs with their guardians. Staff are found by their positions.
MY_PEOPLE = """
CREATE FUNCTION my_people() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT stafett_me()
    UNION SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs())
    UNION SELECT guardian_id FROM people_guardianship WHERE child_id IN
        (SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs()))
$$;
"""
# The children whose logs I lead now: my drafts, and the logs whose baton I have. Who leads a log is
# in it: a baton left behind leads nothing. And a child whose closed log I ask to open again: the
# register is asked about its family first.
MY_CHARGES = f"""
CREATE FUNCTION my_charges() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT owner_id FROM logs_log WHERE closed_at IS NULL AND id IN (SELECT my_logs()) AND CASE
        WHEN opened_at IS NULL THEN started_by_id = stafett_me()
        ELSE EXISTS (SELECT 1 FROM logs_leg WHERE log_id = logs_log.id
                     AND holder_id = stafett_me() AND ended_at IS NULL) END
    UNION SELECT l.owner_id FROM logs_log l JOIN consent_reopening r ON r.log_id = l.id
        WHERE l.closed_at IS NOT NULL AND r.starter_id = stafett_me() AND r.ended_at IS NULL
          AND r.until >= {TODAY}
$$;
"""
# Before a draft there is no log to lead: then anybody at work may tell who a child's family is.
MAY_TELL_FAMILY = """
CREATE FUNCTION may_tell_family(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT i_work() AND (child IN (SELECT my_charges()) OR NOT EXISTS (
        SELECT 1 FROM logs_log WHERE owner_id = child AND closed_at IS NULL))
$$;
"""
# Who reads a log without being cleared does not find its helpers in the municipality's list of
# staff, but where they work together anyway, or share a log in which the service is told (4.5).
MY_HIDDEN_STAFF = f"""
CREATE FUNCTION my_hidden_staff() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT person_id FROM (
        SELECT person_id FROM logs_admission
            WHERE log_id IN (SELECT my_uncleared()) AND role IN ('starter', 'participant')
        UNION SELECT person_id FROM consent_named WHERE log_id IN (SELECT my_uncleared())
    ) helpers
    WHERE person_id <> stafett_me()
      AND NOT EXISTS (SELECT 1 FROM municipality_position p
          WHERE p.person_id = helpers.person_id AND (p.unit_id IN (SELECT my_units())
            OR p.unit_id IN (SELECT m.unit_id FROM municipality_position m
                WHERE m.person_id = stafett_me() AND m.ended_at IS NULL AND m.from_date <= {TODAY}
                  AND (m.until IS NULL OR m.until >= {TODAY}))))
      AND NOT EXISTS (SELECT 1 FROM logs_admission a
          WHERE a.person_id = helpers.person_id AND a.role IN ('starter', 'participant')
            AND a.log_id IN (SELECT my_readings() EXCEPT SELECT my_uncleared()))
$$;
"""
# Those in a log are told which language the family needs an interpreter in, and nothing else of
# what somebody has written of oneself (I6).
INTERPRETER_OF = """
CREATE FUNCTION interpreter_of(who uuid, wanted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT c.interpreter FROM people_contact c
    WHERE c.person_id = who AND wanted = ANY (ARRAY (SELECT my_logs()))
        AND EXISTS (SELECT 1 FROM logs_admission a
            WHERE a.log_id = wanted AND a.person_id = who AND a.ended_at IS NULL
            AND a.role IN ('owner', 'guardian'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0004_workplaces"),
        ("consent", "0001_initial"),
        ("municipality", "0002_wall"),
    ]
    operations = [
        function(MY_PEOPLE, "my_people()"),
        function(MY_CHARGES, "my_charges()"),
        function(MAY_TELL_FAMILY, "may_tell_family(uuid)"),
        function(MY_HIDDEN_STAFF, "my_hidden_staff()"),
        wall("people_person", SEEN_PERSON, insert="i_work()", change="id = stafett_me()"),
        wall("people_nationalidentity", "false", insert=NUMBER_OF_A_FAMILY),
        wall(
            "people_contact",
            "person_id = ANY (ARRAY (SELECT my_people()))",
            insert="person_id = stafett_me()",
            change="person_id = stafett_me()",
        ),
        wall("people_family", SEEN_CHILD, insert="may_tell_family(child_id)", change=CHARGE),
        wall(
            "people_guardianship",
            SEEN_CHILD,
            insert="may_tell_family(child_id) AND guardian_id <> stafett_me()",
            change=f"{CHARGE} AND guardian_id <> stafett_me()",
        ),
        restrict("municipality_position", "person_id <> ALL (ARRAY (SELECT my_hidden_staff()))"),
        function(INTERPRETER_OF, "interpreter_of(uuid, uuid)"),
        wall("logs_sharedcontact", SHOWN, insert=MY_OWN, change=MY_OWN),
        grant("logs_sharedcontact", web="SELECT, INSERT, UPDATE (phone, email, at), DELETE"),
    ]
