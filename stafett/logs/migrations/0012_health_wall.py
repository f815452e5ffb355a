"""Who reads health information, and what a child keeps from guardians: the second wall's words."""

from django.db import migrations

from stafett.book.walls import function, grant, hide, restrict, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
MY_OWN = "EXISTS (SELECT 1 FROM logs_log l WHERE l.id = log_id AND l.owner_id = stafett_me())"
I_HOLD = """EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = logs_keeping.log_id
    AND g.holder_id = stafett_me() AND g.ended_at IS NULL)"""
MAY_WRITE_OF_HEALTH = """EXISTS (SELECT 1 FROM logs_admission a
    WHERE a.log_id = logs_healthmark.log_id AND a.person_id = stafett_me() AND a.ended_at IS NULL
      AND (a.role IN ('owner', 'guardian') OR a.health))"""
WITH_RESPONSIBILITY = """EXISTS (SELECT 1 FROM logs_log l JOIN people_guardianship g
        ON g.child_id = l.owner_id
    WHERE l.id = log_id AND g.guardian_id = logs_healthinsight.guardian_id AND g.responsibility)"""

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

# Everything in my logs that is hidden from me, by its key, with the log it lies in.
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
    SELECT h.log_id, h.subject FROM logs_healthmark h WHERE h.ended_at IS NULL
        AND h.log_id IN (SELECT id FROM mine) AND h.log_id NOT IN (SELECT id FROM health)
    UNION ALL SELECT k.log_id, k.subject FROM logs_keeping k
        WHERE k.ended_at IS NULL AND k.kept IS NOT FALSE
        AND k.log_id IN (SELECT id FROM mine) AND k.log_id NOT IN (SELECT id FROM beyond)
    UNION ALL SELECT k.log_id, k.id FROM logs_keeping k
        WHERE k.log_id IN (SELECT id FROM mine) AND k.log_id NOT IN (SELECT id FROM beyond)
    UNION ALL SELECT i.log_id, i.id FROM logs_healthinsight i
        WHERE i.guardian_id <> stafett_me()
        AND i.log_id IN (SELECT id FROM mine) AND i.log_id NOT IN (SELECT id FROM helped)
$$;
"""
MY_HIDDEN = """
CREATE FUNCTION my_hidden() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT thing FROM my_hidden_things()
$$;
"""
MY_PARTIAL_LOGS = """
CREATE FUNCTION my_partial_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT DISTINCT log_id FROM my_hidden_things()
$$;
"""

# A mark and a yes end once; a wish is judged once by the holder, and taken back by the child.
ENDS_ONCE = """
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_healthmark
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_healthinsight
    FOR EACH ROW EXECUTE FUNCTION ends_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_keeping
    FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
JUDGED_ONCE = """
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

# The database's own default, for what is inserted in SQL: a default of Django's that the database
# gives would be read back, and a new row may not be seen yet.
SHARES_NOTHING = "ALTER TABLE logs_admission ALTER health SET DEFAULT false"


class Migration(migrations.Migration):
    dependencies = [("logs", "0011_health"), ("book", "0003_about")]
    operations = [
        migrations.RunSQL(SHARES_NOTHING, migrations.RunSQL.noop),
        function(MY_YOUNG_WARDS, "my_young_wards()"),
        function(MY_HIDDEN_THINGS, "my_hidden_things()"),
        function(MY_HIDDEN, "my_hidden()"),
        function(MY_PARTIAL_LOGS, "my_partial_logs()"),
        migrations.RunSQL(ENDS_ONCE, migrations.RunSQL.noop),
        trigger(JUDGED_ONCE, "keeping_is_judged_once"),
        wall(
            "logs_healthmark",
            READ,
            insert=f"{OPEN} AND by_id = stafett_me() AND {MAY_WRITE_OF_HEALTH}",
            change=OPEN,
        ),
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
        grant("logs_healthmark", web="SELECT, INSERT, UPDATE (ended_at, ended_by_id)"),
        grant("logs_healthinsight", web="SELECT, INSERT, UPDATE (ended_at)"),
        grant(
            "logs_keeping",
            web="SELECT, INSERT, UPDATE (judged_by_id, judged_at, kept, reason, ended_at)",
        ),
        restrict("book_content", "NOT about && ARRAY (SELECT my_hidden())"),
        # Even that something was written is not for everybody.
        restrict("book_entry", "NOT about && ARRAY (SELECT my_hidden())"),
    ]
