"""User names of the young without an eID of the highest level (I2), which no login reads but by
functions that want the user name, the link or the code.

They are asked for before anybody is signed in, so no policy could say whose they are.
"""

from django.db import migrations

from stafett.book.walls import function, grant, wall

YOUTH_ACCOUNT_NAMED = """
CREATE FUNCTION youth_account_named(wanted text) RETURNS TABLE (
    person uuid, municipality uuid, born date, password text, way text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT a.person_id, a.municipality_id, p.birth_date, a.password, a.way
    FROM identity_youthaccount a JOIN people_person p ON p.id = a.person_id
    WHERE a.name_hash = wanted AND a.confirmed_at IS NOT NULL
$$;
"""
YOUTH_INVITED = """
CREATE FUNCTION youth_invited(wanted text) RETURNS TABLE (
    person uuid, municipality uuid, born date, given_name text, family_name text, way text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT a.person_id, a.municipality_id, p.birth_date, p.given_name, p.family_name, a.way
    FROM identity_youthaccount a JOIN people_person p ON p.id = a.person_id
    WHERE a.token_hash = wanted AND a.token_until > now() AND a.confirmed_at IS NULL
$$;
"""
CHOOSE_YOUTH_ACCOUNT = """
CREATE FUNCTION choose_youth_account(wanted text, called text, hidden text, by_way text,
    sealed_reach text, sealed_secret text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE identity_youthaccount SET name_hash = called, password = hidden, way = by_way,
            reach = sealed_reach, secret = sealed_secret, last_step = 0
        WHERE token_hash = wanted AND token_until > now() AND confirmed_at IS NULL;
    RETURN CASE WHEN FOUND THEN '' ELSE 'gone' END;
EXCEPTION WHEN unique_violation THEN
    RETURN 'taken';
END $$;
"""
# Whoever was let in by the first code cannot be let in by the link again.
CONFIRM_YOUTH_ACCOUNT = """
CREATE FUNCTION confirm_youth_account(whose uuid, wanted text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE identity_youthaccount SET confirmed_at = now(), token_hash = NULL, token_until = NULL,
            sent_to = ''
        WHERE person_id = whose AND token_hash = wanted AND token_until > now()
          AND name_hash IS NOT NULL AND confirmed_at IS NULL;
    RETURN FOUND;
END $$;
"""
ASK_YOUTH_CODE = """
CREATE FUNCTION ask_youth_code(whose uuid) RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER AS $$
    INSERT INTO identity_youthcode (id, account_id, asked_at, code_hash)
    SELECT gen_random_uuid(), person_id, now(), '' FROM identity_youthaccount
    WHERE person_id = whose AND way IN ('mail', 'text')
    RETURNING id
$$;
"""
# Once, and only the newest: a new one kills those before it.
USE_YOUTH_CODE = """
CREATE FUNCTION use_youth_code(this_code uuid, hashed text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE identity_youthcode c SET used_at = now()
        WHERE c.id = this_code AND c.code_hash = hashed AND c.code_hash <> '' AND c.used_at IS NULL
          AND c.asked_at > now() - interval '10 minutes'
          AND NOT EXISTS (SELECT 1 FROM identity_youthcode n
              WHERE n.account_id = c.account_id AND n.asked_at > c.asked_at);
    RETURN FOUND;
END $$;
"""
# The app's secret, sealed: the keys stand in the environment alone.
YOUTH_SECRET = """
CREATE FUNCTION youth_secret(whose uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT secret FROM identity_youthaccount WHERE person_id = whose AND way = 'app'
$$;
"""
USE_YOUTH_STEP = """
CREATE FUNCTION use_youth_step(whose uuid, step bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE identity_youthaccount SET last_step = step
        WHERE person_id = whose AND way = 'app' AND last_step < step;
    RETURN FOUND;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_ways_in"),
    ]
    operations = [
        wall("identity_youthaccount", "false"),
        wall("identity_youthcode", "false"),
        grant(
            "identity_youthaccount",
            worker="SELECT, UPDATE (token_hash, token_until, sent_to), DELETE",
        ),
        grant("identity_youthcode", worker="SELECT, UPDATE (code_hash), DELETE"),
        function(YOUTH_ACCOUNT_NAMED, "youth_account_named(text)"),
        function(YOUTH_INVITED, "youth_invited(text)"),
        function(CHOOSE_YOUTH_ACCOUNT, "choose_youth_account(text, text, text, text, text, text)"),
        function(CONFIRM_YOUTH_ACCOUNT, "confirm_youth_account(uuid, text)"),
        function(ASK_YOUTH_CODE, "ask_youth_code(uuid)"),
        function(USE_YOUTH_CODE, "use_youth_code(uuid, text)"),
        function(YOUTH_SECRET, "youth_secret(uuid)"),
        function(USE_YOUTH_STEP, "use_youth_step(uuid, bigint)"),
    ]
