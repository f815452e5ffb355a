"""What a log's page shows to one reader has a mark, which changes whenever the page may.

Whatever is done in a log has its entry, so the book's number says most of it. The rest is rows
that others change: people, whom they are responsible for, where they work, the municipality's
rules. Their `xmin` changes with anything in them. What only the clock moves, such as a meeting
that has begun, waits five minutes at most.
"""

from django.db import migrations

from stafett.book.walls import function

WHO = "SELECT person_id FROM logs_admission WHERE log_id = l.id UNION SELECT stafett_me()"

LOG_MARK = f"""
CREATE FUNCTION log_mark(this_log uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT md5(concat_ws(' ', stafett_me(), l.id, b.count, l.xmin, m.xmin, u.xmin,
        (SELECT s.number FROM overview_seen s WHERE s.log_id = l.id AND s.person_id = stafett_me()),
        (SELECT string_agg(p.xmin::text, ' ' ORDER BY p.id) FROM people_person p
            WHERE p.id IN ({WHO})),
        (SELECT string_agg(p.xmin::text, ' ' ORDER BY p.id) FROM municipality_position p
            WHERE p.person_id IN ({WHO})),
        (SELECT string_agg(g.xmin::text, ' ' ORDER BY g.id) FROM people_guardianship g
            WHERE g.child_id = l.owner_id),
        (SELECT string_agg(v.xmin::text, ' ' ORDER BY v.id) FROM municipality_policyversion v
            WHERE v.municipality_id = l.municipality_id),
        floor(extract(epoch FROM now()) / 300)))
    FROM logs_log l JOIN book_book b ON b.id = l.id
        JOIN municipality_municipality m ON m.id = l.municipality_id
        JOIN municipality_unit u ON u.id = l.unit_id
    WHERE l.id = this_log AND l.id IN (SELECT my_logs())
$$;
"""
# How far one had come, the page's mark, and the number it stands for. Who looks twice within two
# minutes and finds nothing new writes nothing.
COME_TO_THE_LOG = """
CREATE FUNCTION come_to_the_log(this_log uuid, at timestamptz)
RETURNS TABLE (before integer, mark text, number integer)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
    SELECT b.count INTO number FROM book_book b WHERE b.id = this_log;
    mark := log_mark(this_log);
    SELECT s.number INTO before FROM overview_seen s
        WHERE s.log_id = this_log AND s.person_id = stafett_me();
    INSERT INTO overview_seen AS s (id, person_id, log_id, number, at)
        VALUES (gen_random_uuid(), stafett_me(), this_log, come_to_the_log.number,
            come_to_the_log.at)
        ON CONFLICT (person_id, log_id) DO UPDATE SET number = excluded.number, at = excluded.at
        WHERE s.number <> excluded.number OR s.at < excluded.at - interval '2 minutes';
    RETURN NEXT;
END;
$$;
"""
# Somebody asks whether the page is as it was, by the session's key: whether they still may read it
# is decided here, and that they look is noted, in one question. NULL for everyone else.
LOG_MARK_OF = """
CREATE FUNCTION log_mark_of(session text, this_log uuid, used boolean) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    who uuid := live_person(session);
    mark text;
BEGIN
    IF who IS NULL OR live_own_alone(session) THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('stafett.person', who::text, true);
    mark := log_mark(this_log);
    IF mark IS NULL THEN
        RETURN NULL;
    END IF;
    IF used THEN
        UPDATE identity_signedin SET seen_at = now()
            WHERE key_hash = session AND seen_at < now() - interval '2 minutes';
    END IF;
    PERFORM note_reading(this_log, 'log');
    RETURN mark;
END;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("overview", "0004_led_logs"),
        ("identity", "0001_initial"),
    ]
    operations = [
        function(LOG_MARK, "log_mark(uuid)"),
        function(COME_TO_THE_LOG, "come_to_the_log(uuid, timestamp with time zone)"),
        function(LOG_MARK_OF, "log_mark_of(text, uuid, boolean)"),
    ]
