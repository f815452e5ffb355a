"""A guardian and who has the baton open the young person's sign-in together, and any of them, or
the young person, ends it (I2). What is chosen with the link no one of them reads or writes.
"""

from django.db import migrations

from stafett.book.walls import READ, function, grant, trigger, wall

HAS_A_SIDE = f"{READ} AND my_side(log_id) IS NOT NULL"

# Who somebody is to an open log's owner, as far as the sign-in is concerned.
MY_SIDE = """
CREATE FUNCTION my_side(this_log uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CASE
        WHEN l.owner_id = stafett_me() THEN 'owner'
        WHEN EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id AND g.holder_id = stafett_me()
            AND g.ended_at IS NULL) THEN 'holder'
        WHEN EXISTS (SELECT 1 FROM logs_admission a JOIN people_guardianship t
                ON t.child_id = l.owner_id AND t.guardian_id = a.person_id AND t.responsibility
            WHERE a.log_id = l.id AND a.person_id = stafett_me() AND a.role = 'guardian'
              AND a.ended_at IS NULL) THEN 'guardian'
        END
    FROM logs_log l WHERE l.id = this_log AND l.opened_at IS NOT NULL AND l.closed_at IS NULL
        AND l.id IN (SELECT my_logs())
$$;
"""
# Both yeses stand, whoever asks; the owner of the log alone gets a sign-in by them.
OPEN_YOUTH_ACCOUNT = """
CREATE FUNCTION open_youth_account(this_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF my_side(this_log) IS NULL OR 2 <> (SELECT count(DISTINCT y.side) FROM voice_signinyes y
            WHERE y.log_id = this_log AND y.ended_at IS NULL) THEN
        RETURN false;
    END IF;
    INSERT INTO identity_youthaccount (person_id, municipality_id, opened_at, sent_way, sent_to,
            password, way, reach, secret, last_step)
        SELECT owner_id, municipality_id, now(), '', '', '', '', '', '', 0
        FROM logs_log WHERE id = this_log
        ON CONFLICT DO NOTHING;
    RETURN FOUND;
END $$;
"""
# A new link kills the one before it. After the young person has chosen there is none.
SEND_YOUTH_LINK = """
CREATE FUNCTION send_youth_link(this_log uuid, by_way text, sealed_to text, paper text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF coalesce(my_side(this_log), '') NOT IN ('guardian', 'holder') THEN
        RETURN false;
    END IF;
    UPDATE identity_youthaccount a SET sent_way = by_way, sent_to = sealed_to,
            token_hash = paper, token_until = CASE WHEN paper IS NOT NULL
                THEN now() + interval '24 hours' END
        FROM logs_log l
        WHERE l.id = this_log AND a.person_id = l.owner_id AND a.confirmed_at IS NULL
          AND a.municipality_id = l.municipality_id;
    RETURN FOUND;
END $$;
"""
# With the sign-ins that were made with it.
END_YOUTH_ACCOUNT = """
CREATE FUNCTION end_youth_account(this_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    whose uuid;
BEGIN
    IF my_side(this_log) IS NULL THEN
        RETURN false;
    END IF;
    SELECT owner_id INTO whose FROM logs_log WHERE id = this_log;
    DELETE FROM identity_signedin WHERE person_id = whose AND level = 'code';
    DELETE FROM identity_youthcode WHERE account_id = whose;
    DELETE FROM identity_youthaccount WHERE person_id = whose;
    RETURN FOUND;
END $$;
"""
# A closed log is the family's own: whoever reads on there shows an eID.
YOUTH_ACCOUNT_ENDS_WITH_LOG = """
CREATE FUNCTION youth_account_ends_with_log() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE voice_signinyes SET ended_at = now() WHERE log_id = NEW.id AND ended_at IS NULL;
    IF FOUND THEN
        DELETE FROM identity_signedin WHERE person_id = NEW.owner_id AND level = 'code';
        DELETE FROM identity_youthcode WHERE account_id = NEW.owner_id;
        DELETE FROM identity_youthaccount WHERE person_id = NEW.owner_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER youth_account_ends_with_log AFTER UPDATE OF closed_at ON logs_log
    FOR EACH ROW WHEN (NEW.closed_at IS NOT NULL)
    EXECUTE FUNCTION youth_account_ends_with_log();
"""
YOUTH_ACCOUNT_OF = """
CREATE FUNCTION youth_account_of(this_log uuid) RETURNS TABLE (
    opened_at timestamptz, sent_way text, holds_until timestamptz, used_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT a.opened_at, a.sent_way, a.token_until, a.confirmed_at
    FROM identity_youthaccount a JOIN logs_log l ON l.owner_id = a.person_id
    WHERE l.id = this_log AND my_side(this_log) IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("voice", "0003_talks"),
        ("identity", "0001_initial"),
    ]
    operations = [
        function(MY_SIDE, "my_side(uuid)"),
        wall(
            "voice_signinyes",
            HAS_A_SIDE,
            insert=(
                f"{HAS_A_SIDE} AND by_id = stafett_me() AND side = my_side(log_id)"
                " AND ended_at IS NULL"
            ),
        ),
        grant("voice_signinyes", web="SELECT, INSERT, UPDATE (ended_at)", worker=""),
        function(OPEN_YOUTH_ACCOUNT, "open_youth_account(uuid)"),
        function(SEND_YOUTH_LINK, "send_youth_link(uuid, text, text, text)"),
        function(END_YOUTH_ACCOUNT, "end_youth_account(uuid)"),
        trigger(YOUTH_ACCOUNT_ENDS_WITH_LOG, "youth_account_ends_with_log"),
        function(YOUTH_ACCOUNT_OF, "youth_account_of(uuid)"),
    ]
