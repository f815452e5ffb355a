"""What keeps open pages live: a notice of each entry, and a login that may know only who reads which
numbers.

The notice leaves at commit and carries the book and the number. Whether a reader may know that the
entry is there is asked of the very policies that the pages' own questions meet.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import trigger

NOTICE = """
CREATE FUNCTION book_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('stafett_book', NEW.book_id || ' ' || NEW.number);
    RETURN NULL;
END;
$$;
CREATE TRIGGER notice AFTER INSERT ON book_entry
    FOR EACH ROW EXECUTE FUNCTION book_notice();
"""

# The limits are those of `identity.models`. The first part of the hash is the session's key.
PERSON = """
CREATE FUNCTION live_person(hashed text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.person_id FROM identity_signedin s
    JOIN django_session d ON d.session_key = left(s.key_hash, 40)
    WHERE s.key_hash = hashed AND d.expire_date > now()
      AND s.began_at > now() - interval '8 hours' AND s.seen_at > now() - interval '30 minutes'
$$;
"""

# Many streams, one question: no row for a stream whose session or access has ended. It runs with
# the eyes of whoever calls it, so that the policies decide which numbers a person may know of.
SIGHTS = """
CREATE FUNCTION live_sights(keys text[], logs uuid[], counted boolean)
RETURNS TABLE (place integer, who uuid, number integer)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    FOR place IN 1 .. cardinality(keys) LOOP
        who := live_person(keys[place]);
        PERFORM set_config('stafett.person', coalesce(who::text, ''), true);
        CONTINUE WHEN who IS NULL OR NOT EXISTS (SELECT FROM my_logs() m WHERE m = logs[place]);
        number := 0;
        IF counted THEN
            SELECT e.number INTO number FROM book_entry e WHERE e.book_id = logs[place]
                ORDER BY e.number DESC LIMIT 1;
        END IF;
        live_sights.place := place;
        RETURN NEXT;
    END LOOP;
    PERFORM set_config('stafett.person', '', true);
END;
$$;
"""

RIGHTS = """
REVOKE ALL ON FUNCTION live_person(text), live_sights(text[], uuid[], boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION live_person(text), live_sights(text[], uuid[], boolean),
    stafett_me(), my_logs(), my_readings(), my_answers(), my_drafts(), my_hidden(),
    my_municipalities() TO stafett_live;
GRANT SELECT (book_id, number) ON book_entry TO stafett_live;
ALTER POLICY web_sees ON book_entry TO stafett_web, stafett_live;
ALTER POLICY hidden ON book_entry TO stafett_web, stafett_live;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0024_no_guessing_of_places"),
        ("identity", "0004_session_wall"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        trigger(NOTICE, "book_notice"),
        RunSQL(PERSON, RunSQL.noop),
        RunSQL(SIGHTS, RunSQL.noop),
        RunSQL(RIGHTS, RunSQL.noop),
    ]
