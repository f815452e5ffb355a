"""Who has read in a log (H10): written by the database itself, read by the family.

A professional sees the own lines, and the guardians do not see when the child has read: the
record is there so that the family can look after who knows what of them.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, TODAY, function, grant, wall

SEEN = f"""{MINE} AND (person_id = stafett_me() OR (
    log_id = ANY (ARRAY (SELECT my_family_logs()))
    AND NOT EXISTS (SELECT 1 FROM logs_log l WHERE l.id = log_id AND l.owner_id = person_id)))"""

# The role as the pages name it. A draft's starter is let in without a service: the log's own unit.
NOTE_READING = f"""
CREATE FUNCTION note_reading(this_log uuid, what text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER AS $$
    INSERT INTO logs_reading (log_id, person_id, minute, kind, role, service)
    SELECT this_log, stafett_me(), date_trunc('minute', now()), what,
        CASE WHEN a.role IN ('owner', 'guardian') THEN a.role
             WHEN EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = this_log
                          AND g.holder_id = stafett_me() AND g.ended_at IS NULL) THEN 'holder'
             ELSE a.role END,
        CASE WHEN a.role = 'starter' THEN u.name ELSE a.service END
    FROM logs_admission a JOIN logs_log l ON l.id = a.log_id JOIN municipality_unit u ON u.id = l.unit_id
    WHERE a.log_id = this_log AND a.person_id = stafett_me() AND a.ended_at IS NULL
      AND (a.until IS NULL OR a.until >= {TODAY}) AND this_log IN (SELECT my_logs())
    ORDER BY array_position(ARRAY['owner', 'guardian', 'participant', 'starter', 'asked'], a.role::text)
    LIMIT 1
    ON CONFLICT DO NOTHING
$$;
"""
# A draft that is deleted takes with it who looked at it.
GOES_WITH_THE_LOG = """
ALTER TABLE logs_reading ADD CONSTRAINT logs_reading_log
    FOREIGN KEY (log_id) REFERENCES logs_log (id) ON DELETE CASCADE;
"""
# Who has accessed a child's data, to an administrator who says why: the question and the answer are
# one, so that none is had without the other, and the family is told of it (H10). The own
# municipality's logs, and what its own people asked the register: of other municipalities not even
# that there is something. When the child itself looks is nobody else's business.
ASK_WHO_LOOKED = """
CREATE FUNCTION ask_who_looked(town uuid, wanted text, why text) RETURNS TABLE (
    at timestamptz, who text, role text, service text, kinds text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    child uuid;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM my_municipalities() m WHERE m = town) THEN
        RETURN;
    END IF;
    SELECT person_id INTO child FROM people_nationalidentity WHERE number_hash = wanted;
    INSERT INTO logs_inquiry (id, municipality_id, asked_by_id, subject_hash, child_id, ground, at)
        VALUES (gen_random_uuid(), town, stafett_me(), wanted, child, why, now());
    RETURN QUERY
    SELECT r.minute, p.given_name || ' ' || p.family_name, r.role::text, r.service::text,
           array_agg(r.kind::text ORDER BY r.kind)
    FROM logs_reading r JOIN logs_log l ON l.id = r.log_id JOIN people_person p ON p.id = r.person_id
    WHERE l.owner_id = child AND l.municipality_id = town AND r.person_id <> child
    GROUP BY r.minute, r.person_id, p.given_name, p.family_name, r.role, r.service
    UNION ALL
    SELECT u.at, p.given_name || ' ' || p.family_name, 'register', coalesce((
               SELECT t.name FROM municipality_position o JOIN municipality_unit t ON t.id = o.unit_id
               WHERE o.person_id = u.by_id AND t.municipality_id = town ORDER BY o.from_date DESC LIMIT 1
           ), '')::text, ARRAY[u.ground::text]
    FROM people_lookup u LEFT JOIN people_person p ON p.id = u.by_id
    WHERE u.subject_hash = wanted
      AND (EXISTS (SELECT 1 FROM logs_log l WHERE l.id = u.log_id AND l.municipality_id = town)
        OR EXISTS (SELECT 1 FROM municipality_position o JOIN municipality_unit t ON t.id = o.unit_id
                   WHERE o.person_id = u.by_id AND t.municipality_id = town))
    ORDER BY 1 DESC, 2;
END $$;
"""
# The family is told what an administrator asked for: who has looked, or a closed log.
INQUIRIES_OF = """
CREATE FUNCTION inquiries_of(this_log uuid) RETURNS TABLE (
    at timestamptz, who text, ground text, about text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT q.at, p.given_name || ' ' || p.family_name, q.ground, q.about::text
    FROM logs_inquiry q JOIN people_person p ON p.id = q.asked_by_id
        JOIN logs_log l ON l.id = this_log AND l.municipality_id = q.municipality_id
    WHERE this_log IN (SELECT my_family_logs())
      AND (q.child_id = l.owner_id OR q.subject_hash = (
          SELECT number_hash FROM people_nationalidentity WHERE person_id = l.owner_id))
    ORDER BY q.at DESC
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0013_files"),
    ]
    operations = [
        function(NOTE_READING, "note_reading(uuid, text)"),
        wall("logs_reading", SEEN, insert="false", change="false"),
        RunSQL(GOES_WITH_THE_LOG, RunSQL.noop),
        grant("logs_reading", web="SELECT", worker=""),
        function(ASK_WHO_LOOKED, "ask_who_looked(uuid, text, text)"),
        function(INQUIRIES_OF, "inquiries_of(uuid)"),
        # Written and read through the functions alone.
        wall("logs_inquiry", "false"),
    ]
