"""The wall around how meetings were: each reads the own answer, and the database counts the rest.

Nothing is told of a meeting that can still be answered about, nor of fewer than three answers:
whoever looks before and after another has answered must not learn what that one said.
"""

from django.db import migrations

from stafett.book.walls import WHOLE, WHOLE_OPEN, function, grant, hide, same_log, trigger, wall

IMPRESSION_IN_TIME = """
CREATE FUNCTION impression_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM meetings_sitting s WHERE s.meeting_id = NEW.meeting_id
          AND s.read_at > now() - interval '7 days'
          AND (NEW.person_id = ANY (s.present) OR EXISTS (
            SELECT FROM meetings_invited i WHERE i.meeting_id = NEW.meeting_id
              AND i.person_id = NEW.person_id AND i.taken_out_at IS NULL)))
    THEN
        RAISE EXCEPTION 'nobody is asked about this meeting now' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER in_time BEFORE INSERT ON meetings_impression
    FOR EACH ROW EXECUTE FUNCTION impression_in_time();
"""
MEETING_IMPRESSIONS = """
CREATE FUNCTION meeting_impressions(this_log uuid)
RETURNS TABLE (meeting uuid, question text, said text, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH newest AS (
        SELECT DISTINCT ON (meeting_id, person_id) meeting_id, heard, knows_next
        FROM meetings_impression WHERE log_id = this_log
        ORDER BY meeting_id, person_id, at DESC),
    told AS (
        SELECT n.meeting_id, n.heard, n.knows_next, count(*) OVER (PARTITION BY n.meeting_id)
        FROM newest n JOIN meetings_sitting s ON s.meeting_id = n.meeting_id
        WHERE s.read_at <= now() - interval '7 days'
          AND this_log IN (SELECT my_readings()) AND this_log IN (SELECT my_answers())
          AND n.meeting_id NOT IN (SELECT my_hidden()))
    SELECT meeting_id, 'heard', heard, count(*) FROM told WHERE count >= 3
    GROUP BY meeting_id, heard
    UNION ALL
    SELECT meeting_id, 'knows_next', knows_next, count(*) FROM told WHERE count >= 3
    GROUP BY meeting_id, knows_next
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_calendar"),
    ]
    operations = [
        wall(
            "meetings_impression",
            f"{WHOLE} AND person_id = stafett_me()",
            insert=f"{WHOLE_OPEN} AND person_id = stafett_me()",
            change="false",
        ),
        hide("meetings_impression", "meeting_id"),
        same_log("meetings_impression", "meeting_id", "meetings_meeting"),
        grant("meetings_impression", web="SELECT, INSERT", worker=""),
        trigger(IMPRESSION_IN_TIME, "impression_in_time"),
        function(MEETING_IMPRESSIONS, "meeting_impressions(uuid)"),
    ]
