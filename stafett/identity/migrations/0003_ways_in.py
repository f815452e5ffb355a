"""ID-porten ends a sign-in by its own session's name, without a cookie and so without a person:
by a function that wants that name and tells nothing. Who was written of by name comes in by a
link.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function, grant, wall

END_SIGNED_IN_BY = """
CREATE FUNCTION end_signed_in_by(wanted text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
    DELETE FROM identity_signedin WHERE sid = wanted AND wanted <> ''
$$;
"""
OUTSIDER_BEHIND = """
CREATE FUNCTION outsider_behind(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT person_id FROM identity_wayin WHERE token_hash = wanted
        AND (lapses_at > now() OR used_at IS NOT NULL)
$$;
"""
# Who has shown a number that nobody has becomes the one whom a living link is for: a new person
# where the invitation names that very number, or the one whom it was written for by name.
BECOME_INVITED = f"""
CREATE FUNCTION become_invited(token text, hashed text, who uuid, sealed_number text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    called text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(hashed, 0));
    IF EXISTS (SELECT 1 FROM people_nationalidentity n
            WHERE n.number_hash = hashed OR n.person_id = who) THEN
        RETURN NULL;
    END IF;
    SELECT trim(i.name) INTO called FROM municipality_invitation i
        WHERE i.token_hash = token AND i.number_hash = hashed AND hashed <> ''
          AND i.accepted_at IS NULL AND i.taken_back_at IS NULL AND i.lapses_at > now()
          AND (i.until IS NULL OR i.until >= {TODAY});
    IF FOUND THEN
        INSERT INTO people_person (id, given_name, family_name, protection, language)
            SELECT who, left(regexp_replace(called, '\\s+\\S+$', ''), 100),
                CASE WHEN called ~ '\\s' THEN left(substring(called FROM '\\S+$'), 100) ELSE '' END,
                'none', '';
    ELSE
        UPDATE identity_wayin SET used_at = now() WHERE token_hash = token AND person_id = who
            AND used_at IS NULL AND lapses_at > now();
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO people_nationalidentity (person_id, number_hash, sealed)
        VALUES (who, hashed, sealed_number);
    RETURN who;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_wall"),
        ("municipality", "0001_initial"),
        ("people", "0001_initial"),
    ]
    operations = [
        function(END_SIGNED_IN_BY, "end_signed_in_by(text)"),
        function(OUTSIDER_BEHIND, "outsider_behind(text)"),
        function(BECOME_INVITED, "become_invited(text, text, uuid, text)"),
        wall("identity_wayin", "false"),
        grant("identity_wayin", worker="SELECT, INSERT, UPDATE (token_hash, lapses_at)"),
    ]
