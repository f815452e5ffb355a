"""Where people are signed in, behind the wall; and how often something was tried, for all. The
training accounts belong to nobody real: anybody may read them, none of the runtime logins writes.

A session is found by its key and in no other way; and only the key's hash stands in the table. It
is asked for before anybody is signed in, so no policy can say whose it is: the web login has no
right to the table, but three functions that each want a key.
"""

from django.db import migrations

from stafett.book.walls import function, grant, wall

SESSION_OF = """
CREATE FUNCTION session_of(hashed text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT session_data FROM django_session WHERE session_key = hashed AND expire_date > now()
$$;
"""
# Whether it was kept: a new one has a key of its own, an old one may have ended meanwhile.
KEEP_SESSION = """
CREATE FUNCTION keep_session(hashed text, said text, until timestamptz, fresh boolean)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF fresh THEN
        INSERT INTO django_session (session_key, session_data, expire_date)
            VALUES (hashed, said, until) ON CONFLICT DO NOTHING;
    ELSE
        UPDATE django_session SET session_data = said, expire_date = until
            WHERE session_key = hashed;
    END IF;
    RETURN FOUND;
END $$;
"""
END_SESSION = """
CREATE FUNCTION end_session(hashed text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM django_session WHERE session_key = hashed
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("sessions", "0001_initial"),
        ("book", "0002_wall"),
    ]
    operations = [
        wall("identity_signedin", "person_id = stafett_me()"),
        wall("identity_welcomed", "person_id = stafett_me()"),
        grant("identity_trainingaccount", web="SELECT"),
        grant(
            "identity_signedin",
            web="SELECT, INSERT, UPDATE (seen_at), DELETE",
            worker="SELECT, DELETE",
        ),
        # No wall: it is asked before anybody is signed in, and holds hashes and counts alone.
        grant("identity_tries", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
        grant("identity_welcomed", web="SELECT, INSERT", worker=""),
        function(SESSION_OF, "session_of(text)"),
        function(KEEP_SESSION, "keep_session(text, text, timestamp with time zone, boolean)"),
        function(END_SESSION, "end_session(text)"),
        grant("django_session", worker="SELECT, DELETE"),
    ]
