"""Who reads health information, what a child keeps from guardians, where a protected child is,
and to whom something was sent: what is hidden from whom, by its key.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import OPEN, READ, TODAY, function, grant, hide, restrict, trigger, wall

MAY_WRITE_OF_HEALTH = """EXISTS (SELECT 1 FROM logs_admission a
    WHERE a.log_id = logs_healthmark.log_id AND a.person_id = stafett_me() AND a.ended_at IS NULL
      AND (a.role IN ('owner', 'guardian') OR a.health))"""
IS_PROTECTED = """EXISTS (SELECT 1 FROM logs_log l
    WHERE l.id = logs_healthmark.log_id AND l.protection <> 'none')"""
# What is written can be marked as saying where a child with a protected address is: then those
# alone read it who may know, by the same rows and the same policies as health information (4.5).
MARK = f"""{OPEN} AND by_id = stafett_me()
    AND CASE kind WHEN 'place' THEN {IS_PROTECTED} ELSE {MAY_WRITE_OF_HEALTH} END"""
WITH_RESPONSIBILITY = """EXISTS (SELECT 1 FROM logs_log l JOIN people_guardianship g
        ON g.child_id = l.owner_id
    WHERE l.id = log_id AND g.guardian_id = logs_healthinsight.guardian_id AND g.responsibility)"""
MY_OWN = "EXISTS (SELECT 1 FROM logs_log l WHERE l.id = log_id AND l.owner_id = stafett_me())"
I_HOLD = """EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = logs_keeping.log_id
    AND g.holder_id = stafett_me() AND g.ended_at IS NULL)"""

# The logs of children who are younger than the policy's age, and whose guardian I am. Not set (no
# such age): until 18. A policy that says nothing: 16, as the careful default has it.
MY_YOUNG_WARDS = f"""
CREATE FUNCTION my_young_wards() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT l.id FROM logs_admission a
    JOIN logs_log l ON l.id = a.log_id
    JOIN people_person p ON p.id = l.owner_id
    JOIN people_guardianship g ON g.child_id = l.owner_id AND g.guardian_id = a.person_id
    LEFT JOIN LATERAL (SELECT settings FROM municipality_policyversion
        WHERE municipality_id = l.municipality_id AND from_date <= {TODAY}
        ORDER BY from_date DESC LIMIT 1) v ON true
    WHERE a.person_id = stafett_me() AND a.role = 'guardian' AND a.ended_at IS NULL
      AND (a.until IS NULL OR a.until >= {TODAY}) AND g.responsibility
      AND extract(year FROM age({TODAY}, p.birth_date)) < CASE
          WHEN v.settings ? 'health_youth_alone_from'
          THEN coalesce((v.settings->>'health_youth_alone_from')::int, 18) ELSE 16 END
$$;
"""
# Everything in my logs that is hidden from me, by its key, with the log it lies in. The questions
# whose answers are not for me are among it: what a young person answers is for those who are asked
# beside them; other guardians read that a question stands with the young person, and the answers
# when they count. A no they never read.
MY_HIDDEN_THINGS = f"""
CREATE FUNCTION my_hidden_things(OUT log_id uuid, OUT thing uuid) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH mine AS MATERIALIZED (
        SELECT a.log_id AS id, a.role, a.health FROM logs_admission a
        WHERE a.person_id = stafett_me() AND a.role IN ('owner', 'guardian', 'participant')
          AND a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY})
          AND a.log_id IN (SELECT my_logs())),
    helped AS (SELECT id FROM mine WHERE role = 'owner' OR role = 'participant' AND health),
    health AS (
        SELECT id FROM helped
        UNION SELECT my_young_wards()
        UNION SELECT m.id FROM mine m
            JOIN logs_healthinsight i ON i.log_id = m.id AND i.guardian_id = stafett_me()
            JOIN logs_log l ON l.id = m.id AND l.owner_id = i.by_id
            JOIN people_guardianship g ON g.child_id = l.owner_id
                AND g.guardian_id = i.guardian_id AND g.responsibility
            WHERE m.role = 'guardian' AND i.ended_at IS NULL),
    beyond AS (SELECT id FROM mine WHERE role IN ('owner', 'participant'))
    SELECT h.log_id, h.subject FROM logs_healthmark h
        WHERE h.ended_at IS NULL AND h.kind = 'health'
        AND h.log_id IN (SELECT id FROM mine) AND h.log_id NOT IN (SELECT id FROM health)
    UNION ALL SELECT h.log_id, h.subject FROM logs_healthmark h
        WHERE h.ended_at IS NULL AND h.kind = 'place' AND h.log_id IN (SELECT my_uncleared())
    UNION ALL SELECT k.log_id, k.subject FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE
        AND k.log_id IN (SELECT id FROM mine) AND k.log_id NOT IN (SELECT id FROM beyond)
    UNION ALL SELECT k.log_id, k.id FROM logs_keeping k
        WHERE k.log_id IN (SELECT id FROM mine) AND k.log_id NOT IN (SELECT id FROM beyond)
    UNION ALL SELECT i.log_id, i.id FROM logs_healthinsight i
        WHERE i.guardian_id <> stafett_me()
        AND i.log_id IN (SELECT id FROM mine) AND i.log_id NOT IN (SELECT id FROM helped)
    UNION ALL SELECT c.log_id, c.id FROM consent_consent c JOIN logs_log l ON l.id = c.log_id
        WHERE c.asked_at IS NOT NULL AND c.activated_at IS NULL
        AND EXISTS (SELECT 1 FROM consent_asked a
            WHERE a.consent_id = c.id AND a.person_id = l.owner_id)
        AND NOT EXISTS (SELECT 1 FROM consent_asked a
            WHERE a.consent_id = c.id AND a.person_id = stafett_me())
        AND c.log_id IN (SELECT a.log_id FROM logs_admission a WHERE a.ended_at IS NULL
            AND a.person_id = stafett_me() AND a.role IN ('guardian', 'asked'))
        AND c.log_id NOT IN (SELECT id FROM beyond)
$$;
"""
# What is sent is for those who see the whole log, or for some of them; the family and who has the
# baton read everything (H2, H4, H5).
MY_UNSENT = f"""
CREATE FUNCTION my_unsent() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH mine AS MATERIALIZED (
        SELECT log_id AS id, role, sees FROM logs_admission
        WHERE person_id = stafett_me() AND ended_at IS NULL
          AND (until IS NULL OR until >= {TODAY})
          AND log_id IN (SELECT my_readings()))
    SELECT s.subject FROM logs_audience s WHERE s.log_id IN (SELECT id FROM mine)
        AND s.log_id NOT IN (SELECT id FROM mine WHERE role IN ('owner', 'guardian'))
        AND s.log_id NOT IN (SELECT log_id FROM logs_leg
                             WHERE holder_id = stafett_me() AND ended_at IS NULL)
        AND NOT ((s.everyone OR s.by_id = stafett_me() OR stafett_me() = ANY (s.people))
                 AND s.log_id IN (SELECT id FROM mine
                                  WHERE role = 'participant' AND sees = 'everything'))
$$;
"""
MY_HIDDEN = """
CREATE FUNCTION my_hidden() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT thing FROM my_hidden_things() UNION ALL SELECT my_unsent()
$$;
"""
# The logs of which I do not see everything.
MY_PARTIAL_LOGS = """
CREATE FUNCTION my_partial_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT DISTINCT log_id FROM my_hidden_things() UNION SELECT my_uncleared()
$$;
"""
# A wish is judged once by the holder, and taken back by the child.
KEEPING_IS_JUDGED_ONCE = """
CREATE FUNCTION keeping_is_judged_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.kept, OLD.judged_by_id, OLD.judged_at, OLD.reason)
       IS DISTINCT FROM (NEW.kept, NEW.judged_by_id, NEW.judged_at, NEW.reason)
       AND (OLD.kept IS NOT NULL OR NEW.judged_by_id IS DISTINCT FROM stafett_me()
            OR NEW.by_id = stafett_me()) THEN
        RAISE 'a wish is judged once, by the one who has the baton'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS DISTINCT FROM NEW.ended_at AND NEW.by_id IS DISTINCT FROM stafett_me() THEN
        RAISE 'only the child takes the wish back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeping_is_judged_once BEFORE UPDATE ON logs_keeping
    FOR EACH ROW EXECUTE FUNCTION keeping_is_judged_once();
"""
MARKS = """
ALTER TABLE logs_healthmark ALTER kind SET DEFAULT 'health';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0011_book"),
    ]
    operations = [
        function(MY_YOUNG_WARDS, "my_young_wards()"),
        function(MY_HIDDEN_THINGS, "my_hidden_things()"),
        function(MY_UNSENT, "my_unsent()"),
        function(MY_HIDDEN, "my_hidden()"),
        function(MY_PARTIAL_LOGS, "my_partial_logs()"),
        trigger(KEEPING_IS_JUDGED_ONCE, "keeping_is_judged_once"),
        RunSQL(MARKS, RunSQL.noop),
        wall("logs_healthmark", READ, insert=MARK, change=OPEN),
        wall(
            "logs_healthinsight",
            READ,
            insert=f"{READ} AND by_id = stafett_me() AND {MY_OWN} AND {WITH_RESPONSIBILITY}",
            change=MY_OWN,
        ),
        wall(
            "logs_keeping",
            READ,
            insert=f"{READ} AND by_id = stafett_me() AND {MY_OWN} AND kept IS NULL",
            change=f"{MY_OWN} OR {I_HOLD}",
        ),
        hide("logs_healthmark", "subject"),
        hide("logs_healthinsight", "id"),
        hide("logs_keeping", "id", "subject"),
        # Even that something was written is not for everybody.
        restrict("book_entry", "NOT about && ARRAY (SELECT my_hidden())"),
        restrict("book_content", "NOT about && ARRAY (SELECT my_hidden())"),
        grant("logs_healthmark", web="SELECT, INSERT, UPDATE (ended_at, ended_by_id)"),
        grant("logs_healthinsight", web="SELECT, INSERT, UPDATE (ended_at)"),
        grant(
            "logs_keeping",
            web="SELECT, INSERT, UPDATE (judged_by_id, judged_at, kept, reason, ended_at)",
        ),
    ]
