"""An administrator says why she looks for a closed log, and the family is told; whom she has named
she can take back for as long as the family is not asked (H7, H10).
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# A search and its record are one: nobody finds without having said why. By a number the record is
# kept also where nothing is found; by a name it is kept for each child whose log has that name.
FIND = """
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
CLOSED_LOGS = f"""
DROP FUNCTION closed_logs_of(uuid, uuid, uuid, text);
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

# '' when it is done, or why not. Once the family is asked, the question is theirs to answer.
TAKE_BACK = f"""
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

# As before, and in the transaction in which she takes it back.
LETTING_ASK = """
CREATE OR REPLACE FUNCTION letting_ask() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT log_id FROM consent_reopening
    WHERE by_id = stafett_me() AND at = now()
       OR ended_by_id = stafett_me() AND ended_at = now()
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0019_protection"), ("logs", "0019_inquiries_differ")]
    operations = [
        migrations.AddField(
            "reopening",
            "ended_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        function(FIND, "find_closed_logs(uuid, text, text, text)"),
        function(CLOSED_LOGS, "closed_logs_of(uuid, uuid[])"),
        function(TAKE_BACK, "take_back_reopening(uuid)"),
        RunSQL(LETTING_ASK, RunSQL.noop),
    ]
