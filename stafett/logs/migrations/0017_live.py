"""What keeps open pages live: a notice of each entry, and a login that may know only who reads
which numbers.

The notice leaves at commit and carries the book and the number. Whether a reader may know that
the entry is there is asked of the very policies that the pages' own questions meet.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function, trigger

BOOK_NOTICE = """
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
LIVE_PERSON = """
CREATE FUNCTION live_person(hashed text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT s.person_id FROM identity_signedin s
    JOIN django_session d ON d.session_key = left(s.key_hash, 40)
    WHERE s.key_hash = hashed AND d.expire_date > now()
      AND s.began_at > now() - interval '8 hours' AND s.seen_at > now() - interval '30 minutes'
$$;
"""
# Who has signed in with user name and code sees the own log alone (I2), in the live pages too.
LIVE_OWN_ALONE = """
CREATE FUNCTION live_own_alone(hashed text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM identity_signedin WHERE key_hash = hashed AND level = 'code')
$$;
"""
# Many streams, one question: no row for a stream whose session or access has ended. It runs with
# the eyes of whoever calls it, so that the policies decide which numbers a person may know of.
LIVE_SIGHTS = """
CREATE FUNCTION live_sights(keys text[], logs uuid[], counted boolean)
RETURNS TABLE (place integer, who uuid, number integer)
LANGUAGE plpgsql AS $$
BEGIN
    FOR place IN 1 .. cardinality(keys) LOOP
        who := live_person(keys[place]);
        PERFORM set_config('stafett.person', coalesce(who::text, ''), true);
        PERFORM set_config(
            'stafett.own_alone', CASE WHEN live_own_alone(keys[place]) THEN '1' ELSE '' END, true);
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
    PERFORM set_config('stafett.own_alone', '', true);
END;
$$;
"""
RIGHTS = """
GRANT EXECUTE ON FUNCTION stafett_me(), stafett_own_alone(), my_logs(), my_readings(), my_answers(),
    my_drafts(), my_hidden(), my_municipalities() TO stafett_live;
GRANT SELECT (book_id, number) ON book_entry TO stafett_live;
ALTER POLICY web_sees ON book_entry TO stafett_web, stafett_live;
ALTER POLICY hidden ON book_entry TO stafett_web, stafett_live;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0016_units_in_use"),
        ("identity", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        trigger(BOOK_NOTICE, "book_notice"),
        function(LIVE_PERSON, "live_person(text)", to="stafett_live"),
        function(LIVE_OWN_ALONE, "live_own_alone(text)", to="stafett_live"),
        function(LIVE_SIGHTS, "live_sights(text[], uuid[], boolean)", to="stafett_live"),
        RunSQL(RIGHTS, RunSQL.noop),
    ]
