"""An administrator says why she looks for a closed log, and the family is told; whom she has
named she can take back for as long as the family is not asked (H7, H10).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function

NOW = "= ANY (ARRAY (SELECT letting_ask()))"
AT_THE_END = """(number, previous_hash) = (
    SELECT b.count + 1, b.last_hash FROM book_book b WHERE b.id = book_id)"""

# A search and its record are one: nobody finds without having said why. By a number the record is
# kept also where nothing is found; by a name it is kept for each child whose log has that name.
FIND_CLOSED_LOGS = """
CREATE FUNCTION find_closed_logs(town uuid, wanted text, called text, why text)
RETURNS SETOF uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    child uuid;
    found_logs uuid[];
BEGIN
    IF NOT EXISTS (SELECT 1 FROM my_municipalities() m WHERE m = town) THEN
        RETURN;
    END IF;
    SELECT person_id INTO child FROM people_nationalidentity WHERE number_hash = wanted;
    SELECT array_agg(l.id ORDER BY l.closed_at DESC) INTO found_logs FROM logs_log l
        WHERE l.municipality_id = town AND l.opened_at IS NOT NULL AND l.closed_at IS NOT NULL
          AND (l.owner_id = child OR (called <> '' AND lower(l.short_name) = lower(called)));
    INSERT INTO logs_inquiry
            (id, municipality_id, asked_by_id, subject_hash, child_id, ground, at, about)
        SELECT gen_random_uuid(), town, stafett_me(), wanted, about.child, why, now(), 'closed_log'
        FROM (SELECT DISTINCT owner_id AS child FROM logs_log WHERE id = ANY (found_logs)
              UNION SELECT child WHERE found_logs IS NULL) about;
    RETURN QUERY SELECT unnest(found_logs);
END $$;
"""
# What an administrator is told of closed logs whose keys she has: days, and who may ask.
CLOSED_LOGS_OF = f"""
CREATE FUNCTION closed_logs_of(town uuid, these uuid[]) RETURNS TABLE (
    log_id uuid, opened_on date, closed_on date, starter text, until date, is_asked boolean,
    child_has_log boolean)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT l.id, (l.opened_at AT TIME ZONE 'Europe/Oslo')::date,
        (l.closed_at AT TIME ZONE 'Europe/Oslo')::date,
        p.given_name || ' ' || p.family_name, r.until,
        EXISTS (SELECT 1 FROM consent_consent c WHERE c.log_id = l.id
                AND c.asked_at IS NOT NULL AND c.activated_at IS NULL AND c.ended_at IS NULL),
        EXISTS (SELECT 1 FROM logs_log o WHERE o.owner_id = l.owner_id
                AND o.municipality_id = town AND o.closed_at IS NULL)
    FROM logs_log l
    LEFT JOIN consent_reopening r
        ON r.log_id = l.id AND r.ended_at IS NULL AND r.until >= {TODAY}
    LEFT JOIN people_person p ON p.id = r.starter_id
    WHERE l.municipality_id = town AND town IN (SELECT my_municipalities())
      AND l.opened_at IS NOT NULL AND l.closed_at IS NOT NULL AND l.id = ANY (these)
    ORDER BY l.closed_at DESC
$$;
"""
# '' when it is done, or why not. The rows have no other way in.
ALLOW_REOPENING = f"""
CREATE FUNCTION allow_reopening(this_log uuid, who uuid, in_unit uuid, last_day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    found_log logs_log;
BEGIN
    SELECT * INTO found_log FROM logs_log WHERE id = this_log AND opened_at IS NOT NULL
        AND municipality_id IN (SELECT my_municipalities()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'gone';
    ELSIF found_log.closed_at IS NULL THEN
        RETURN 'open';
    ELSIF EXISTS (SELECT 1 FROM logs_log WHERE owner_id = found_log.owner_id
            AND municipality_id = found_log.municipality_id AND closed_at IS NULL) THEN
        RETURN 'another';
    ELSIF found_log.owner_id IN (who, stafett_me()) OR EXISTS (SELECT 1 FROM people_guardianship
            WHERE child_id = found_log.owner_id AND guardian_id IN (who, stafett_me())) THEN
        RETURN 'own';
    ELSIF NOT EXISTS (SELECT 1 FROM municipality_position p JOIN municipality_unit u
            ON u.id = p.unit_id WHERE p.person_id = who AND p.unit_id = in_unit
              AND u.municipality_id = found_log.municipality_id AND p.ended_at IS NULL
              AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})) THEN
        RETURN 'not_here';
    ELSIF EXISTS (SELECT 1 FROM consent_keptout k WHERE k.person_id = who AND k.consent_id = (
            SELECT id FROM consent_consent WHERE log_id = this_log AND activated_at IS NOT NULL
            ORDER BY version DESC LIMIT 1)) THEN
        RETURN 'kept_out';
    ELSIF EXISTS (SELECT 1 FROM consent_reopening
            WHERE log_id = this_log AND ended_at IS NULL AND until >= {TODAY}) THEN
        RETURN 'waits';
    END IF;
    UPDATE consent_consent SET ended_at = now(), "end" = 'taken_back'
        WHERE log_id = this_log AND ended_at IS NULL;
    UPDATE logs_admission SET ended_at = now()
        WHERE log_id = this_log AND role IN ('starter', 'asked') AND ended_at IS NULL;
    UPDATE consent_reopening SET ended_at = now() WHERE log_id = this_log AND ended_at IS NULL;
    INSERT INTO consent_reopening (id, log_id, starter_id, by_id, at, until)
        VALUES (gen_random_uuid(), this_log, who, stafett_me(), now(), last_day);
    INSERT INTO logs_admission (id, log_id, person_id, role, sees, service, title, task, phone,
            email, unit_id, from_at, until)
        VALUES (gen_random_uuid(), this_log, who, 'starter', 'everything', '', '', '', '', '',
            in_unit, now(), last_day);
    RETURN '';
END $$;
"""
# '' when it is done, or why not. Once the family is asked, the question is theirs to answer.
TAKE_BACK_REOPENING = f"""
CREATE FUNCTION take_back_reopening(this_log uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM logs_log WHERE id = this_log AND opened_at IS NOT NULL
        AND municipality_id IN (SELECT my_municipalities()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'gone';
    ELSIF NOT EXISTS (SELECT 1 FROM consent_reopening
            WHERE log_id = this_log AND ended_at IS NULL AND until >= {TODAY}) THEN
        RETURN 'nobody';
    ELSIF EXISTS (SELECT 1 FROM consent_consent WHERE log_id = this_log
            AND asked_at IS NOT NULL AND activated_at IS NULL AND ended_at IS NULL) THEN
        RETURN 'asked';
    END IF;
    UPDATE consent_consent SET ended_at = now(), "end" = 'taken_back'
        WHERE log_id = this_log AND activated_at IS NULL AND ended_at IS NULL;
    UPDATE logs_admission SET ended_at = now()
        WHERE log_id = this_log AND role IN ('starter', 'asked') AND ended_at IS NULL;
    UPDATE consent_reopening SET ended_at = now(), ended_by_id = stafett_me()
        WHERE log_id = this_log AND ended_at IS NULL;
    RETURN '';
END $$;
"""
# In the transaction in which an administrator lets somebody ask, or takes it back, and in no other,
# she can write that in the log's book; she reads nothing there.
LETTING_ASK = """
CREATE FUNCTION letting_ask() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM consent_reopening
    WHERE by_id = stafett_me() AND at = now()
       OR ended_by_id = stafett_me() AND ended_at = now()
$$;
"""
BOOK = f"""
CREATE POLICY letting_ask_see ON book_book FOR SELECT TO stafett_web USING (id {NOW});
CREATE POLICY letting_ask_change ON book_book FOR UPDATE TO stafett_web
    USING (id {NOW}) WITH CHECK (id {NOW});
CREATE POLICY letting_ask_write ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id {NOW} AND actor_id = stafett_me() AND {AT_THE_END});
CREATE POLICY letting_ask_write ON book_content FOR INSERT TO stafett_web
    WITH CHECK (book_id {NOW});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0010_reopening"),
    ]
    operations = [
        function(FIND_CLOSED_LOGS, "find_closed_logs(uuid, text, text, text)"),
        function(CLOSED_LOGS_OF, "closed_logs_of(uuid, uuid[])"),
        function(ALLOW_REOPENING, "allow_reopening(uuid, uuid, uuid, date)"),
        function(TAKE_BACK_REOPENING, "take_back_reopening(uuid)"),
        function(LETTING_ASK, "letting_ask()"),
        RunSQL(BOOK, RunSQL.noop),
    ]
