"""Who sees a log, and everything that hangs on it: by admissions in force, and nothing else."""

from django.db import migrations

from stafett.book.walls import MINE, SIGNED_IN, function, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# The one question of every policy. An array of a few logs, computed once a statement. A guardian
# who has lost parental responsibility reads nothing from that moment, whatever the admission says.
MY_LOGS = f"""
CREATE FUNCTION my_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL
      AND (until IS NULL OR until >= {TODAY})
      AND (role NOT IN ('guardian', 'asked') OR EXISTS (SELECT 1 FROM logs_log l
          WHERE l.id = a.log_id AND (l.owner_id = a.person_id OR EXISTS (
              SELECT 1 FROM people_guardianship g WHERE g.child_id = l.owner_id
                AND g.guardian_id = a.person_id AND g.responsibility))))
$$;
"""

# The logs that I am let in to read. Who starts one, or is asked about it, reads no plan (H1).
MY_READINGS = """
CREATE FUNCTION my_readings() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission
    WHERE person_id = stafett_me() AND role IN ('owner', 'guardian', 'participant')
      AND ended_at IS NULL AND log_id IN (SELECT my_logs())
$$;
"""

# Myself, and the owners of my logs with their guardians. Staff are found by their positions.
MY_PEOPLE = """
CREATE FUNCTION my_people() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT stafett_me()
    UNION SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs())
    UNION SELECT guardian_id FROM people_guardianship WHERE child_id IN
        (SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs()))
$$;
"""

# The children whose logs I lead now: my drafts, and the logs whose baton I have.
MY_CHARGES = """
CREATE FUNCTION my_charges() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT owner_id FROM logs_log WHERE closed_at IS NULL AND CASE
        WHEN opened_at IS NULL THEN started_by_id = stafett_me()
        ELSE EXISTS (SELECT 1 FROM logs_leg WHERE log_id = logs_log.id
                     AND holder_id = stafett_me() AND ended_at IS NULL) END
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

I_WORK = f"""
CREATE FUNCTION i_work() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position
        WHERE person_id = stafett_me() AND from_date <= {TODAY}
          AND (until IS NULL OR until >= {TODAY}))
$$;
"""

PEOPLE = "ARRAY (SELECT my_people())"
SEEN_PERSON = f"""id = ANY ({PEOPLE}) OR ({SIGNED_IN} AND EXISTS (
    SELECT 1 FROM municipality_position p WHERE p.person_id = people_person.id))"""
# A guardian may be somebody's child too: only the owners' own ties are seen.
SEEN_CHILD = """child_id = stafett_me() OR child_id = ANY (ARRAY (
    SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs())))"""
CHARGE = "child_id = ANY (ARRAY (SELECT my_charges()))"
NOT_MYSELF = "guardian_id <> stafett_me()"
# Nobody takes another number for one who works here: by it people are found when they sign in.
NUMBER_OF_A_FAMILY = """i_work() AND NOT EXISTS (
    SELECT 1 FROM municipality_position p WHERE p.person_id = people_nationalidentity.person_id)"""
# J3: a draft is started by somebody who works in the unit, in the unit's own municipality; its
# book is its own, for a log over a municipality's book would let its starter read there.
DRAFT_OF_MINE = f"""started_by_id = stafett_me() AND opened_at IS NULL AND closed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM municipality_municipality m WHERE m.id = logs_log.id)
    AND EXISTS (SELECT 1 FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
        WHERE p.person_id = stafett_me() AND u.id = logs_log.unit_id
          AND u.municipality_id = logs_log.municipality_id
          AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY}))"""
# At opening Stafett itself offers the baton for the starter to the holder whom the family read of.
OFFER_OF_MINE = """(offered_by_id = stafett_me() OR EXISTS (
    SELECT 1 FROM logs_log l WHERE l.id = log_id
      AND l.started_by_id = offered_by_id AND l.planned_holder_id = offered_to_id))"""

# The next entry and no other.
AT_THE_END = """(number, previous_hash) = (
    SELECT b.count + 1, b.last_hash FROM book_book b WHERE b.id = book_id)"""

# What has ended stays ended, and an admission is never prolonged.
ENDS_ONCE = """
CREATE FUNCTION ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
        RAISE 'what has ended stays ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_leg FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_admission FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
ONLY_SHRINKS = """
CREATE FUNCTION admission_only_shrinks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.until IS NOT NULL AND (NEW.until IS NULL OR NEW.until > OLD.until) THEN
        RAISE 'an admission can only end' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER admission_only_shrinks BEFORE UPDATE ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_only_shrinks();
"""
NEVER_BACK = """
CREATE FUNCTION log_never_goes_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
       OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
        RAISE 'a log is opened and closed once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER log_never_goes_back BEFORE UPDATE ON logs_log
    FOR EACH ROW EXECUTE FUNCTION log_never_goes_back();
"""
# D11: an offer is answered once, and only by the one who was asked; the giver may take it back.
ANSWERED_ONCE = """
CREATE FUNCTION offer_is_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.answer IS NOT NULL THEN
        RAISE 'an offer is answered once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answer IN ('accepted', 'declined')
       AND NEW.offered_to_id IS DISTINCT FROM stafett_me() THEN
        RAISE 'only the one who was asked answers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_is_answered_once BEFORE UPDATE ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION offer_is_answered_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0001_initial"),
        ("book", "0002_wall"),
        ("people", "0002_wall"),
        ("municipality", "0002_grants"),
    ]
    operations = [
        function(MY_LOGS, "my_logs()"),
        function(MY_READINGS, "my_readings()"),
        function(MY_PEOPLE, "my_people()"),
        function(MY_CHARGES, "my_charges()"),
        function(I_WORK, "i_work()"),
        function(MAY_TELL_FAMILY, "may_tell_family(uuid)"),
        trigger(ENDS_ONCE, "ends_once"),
        trigger(ONLY_SHRINKS, "admission_only_shrinks"),
        trigger(NEVER_BACK, "log_never_goes_back"),
        trigger(ANSWERED_ONCE, "offer_is_answered_once"),
        wall("people_person", SEEN_PERSON, insert="i_work()", change="id = stafett_me()"),
        wall("people_nationalidentity", "false", insert=NUMBER_OF_A_FAMILY),
        wall(
            "people_contact",
            f"person_id = ANY ({PEOPLE})",
            insert="person_id = stafett_me()",
            change="person_id = stafett_me()",
        ),
        wall("people_family", SEEN_CHILD, insert="may_tell_family(child_id)", change=CHARGE),
        wall(
            "people_guardianship",
            SEEN_CHILD,
            insert=f"may_tell_family(child_id) AND {NOT_MYSELF}",
            change=f"{CHARGE} AND {NOT_MYSELF}",
        ),
        wall("book_book", MINE.replace("log_id", "id"), insert=f"{SIGNED_IN} AND count = 0"),
        wall(
            "book_entry",
            MINE.replace("log_id", "book_id"),
            insert=f"{MINE.replace('log_id', 'book_id')} AND {AT_THE_END}"
            " AND (actor_id = stafett_me() OR actor_id IS NULL)",
        ),
        wall("book_content", MINE.replace("log_id", "book_id")),
        wall("book_place", "false"),
        wall("logs_log", MINE.replace("log_id", "id"), insert=DRAFT_OF_MINE),
        wall("logs_preparation", MINE),
        wall(
            "logs_admission",
            MINE,
            insert=f"{MINE} OR (role = 'starter' AND person_id = stafett_me())",
        ),
        wall("logs_leg", MINE),
        wall("logs_handover", MINE, insert=f"{MINE} AND {OFFER_OF_MINE}"),
        wall("logs_closing", MINE, insert=f"{MINE} AND by_id = stafett_me()"),
        grant(
            "logs_log",
            web="SELECT, INSERT,"
            " UPDATE (short_name, description, level, picture, opened_at, closed_at)",
        ),
        grant("logs_preparation", web="SELECT, INSERT"),
        grant("logs_admission", web="SELECT, INSERT, UPDATE (ended_at, until)"),
        grant("logs_leg", web="SELECT, INSERT, UPDATE (ended_at)"),
        grant("logs_handover", web="SELECT, INSERT, UPDATE (answer, answered_at, answer_word)"),
        grant("logs_closing", web="SELECT, INSERT"),
    ]
