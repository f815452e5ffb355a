"""Erasing by law: the words go wherever they stand, the rows and the book's hashes stay (Q4).

In place of what was written stands the word that it is deleted. Whatever table of these rooms is
to come is emptied with the others: every text of a log that is longer than a code.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

# The minutes that were read out, an answered offer and a closed log's picture are changed by nobody
# but the owner's own functions, of which erasing is one.
BY_THE_OWNER = """
    IF current_user <> session_user THEN
        RETURN NEW;
    END IF;"""
HELD = f"""
CREATE OR REPLACE FUNCTION while_the_meeting_is_held() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE held record;
BEGIN{BY_THE_OWNER}
    SELECT read_at INTO held FROM meetings_sitting WHERE meeting_id = NEW.meeting_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this meeting has not begun' USING ERRCODE = 'check_violation';
    END IF;
    IF held.read_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'meetings_remark' AND TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'meetings_task' AND TG_OP = 'UPDATE' THEN
        IF NEW.taken_out_at IS NOT DISTINCT FROM OLD.taken_out_at THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'these minutes have been read out' USING ERRCODE = 'check_violation';
END $$;
"""
ANSWERED_ONCE = f"""
CREATE OR REPLACE FUNCTION offer_is_answered_once() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN{BY_THE_OWNER}
    IF OLD.answer IS NOT NULL THEN
        RAISE 'an offer is answered once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answer IN ('accepted', 'declined')
       AND NEW.offered_to_id IS DISTINCT FROM stafett_me() THEN
        RAISE 'only the one who was asked answers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
PICTURES_OF_OPEN_LOGS = f"""
CREATE OR REPLACE FUNCTION pictures_are_chosen_while_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN{BY_THE_OWNER}
    IF NEW.opened_at IS NULL OR NEW.closed_at IS NOT NULL
       OR stafett_me() IS NOT NULL AND NEW.id NOT IN (SELECT my_readings()) THEN
        RAISE 'a picture is chosen by those who read an open log' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# A room's own tables by its name. What the child keeps to itself, or has told chosen ones, goes at
# the child's own demand alone: nobody else knows that it is there. An address becomes no link.
ERASE_ROOM = """
CREATE FUNCTION erase_room(this_log uuid, room text, instead text, child_asks boolean)
RETURNS uuid[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    each record;
    found uuid[];
    keys uuid[] := '{}';
    those text;
BEGIN
    FOR each IN SELECT t.table_name AS name FROM information_schema.tables t
        WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
          AND t.table_name LIKE room || '\\_%' AND t.table_name <> 'voice_privatewords'
          AND 2 = (SELECT count(*) FROM information_schema.columns c
              WHERE c.table_schema = 'public' AND c.table_name = t.table_name
                AND c.column_name IN ('id', 'log_id'))
    LOOP
        EXECUTE format('SELECT array_agg(id) FROM %I WHERE log_id = $1', each.name)
            INTO found USING this_log;
        keys := keys || coalesce(found, '{}');
    END LOOP;
    FOR each IN SELECT c.table_name AS name, c.column_name AS words
        FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.table_name LIKE room || '\\_%'
          AND c.table_name <> 'voice_privatewords'
          AND (c.data_type = 'text' OR c.character_maximum_length > 30)
          AND EXISTS (SELECT 1 FROM information_schema.columns l WHERE l.table_schema = 'public'
              AND l.table_name = c.table_name AND l.column_name = 'log_id')
    LOOP
        those := CASE WHEN each.name = 'voice_told' AND NOT child_asks THEN ' AND to_all' ELSE '' END;
        EXECUTE format('UPDATE %I SET %I = $2 WHERE log_id = $1 AND %I <> %L' || those,
                each.name, each.words, each.words, '')
            USING this_log, CASE WHEN each.words = 'video_link' THEN '' ELSE instead END;
    END LOOP;
    IF room = 'voice' THEN
        UPDATE voice_told SET feeling = '', text = instead
            WHERE log_id = this_log AND (to_all OR child_asks);
        DELETE FROM voice_privatewords WHERE log_id = this_log AND child_asks;
    END IF;
    RETURN keys;
END $$;
"""
ERASE_FILES = """
CREATE FUNCTION erase_files(this_log uuid, those uuid[], instead text) RETURNS void
LANGUAGE sql VOLATILE AS $$
    UPDATE plan_measure SET photo_id = NULL WHERE log_id = this_log AND photo_id = ANY (those);
    UPDATE logs_log SET photo_id = NULL WHERE id = this_log AND photo_id = ANY (those);
    UPDATE logs_file SET name = instead, content = '', size = 0, sha256 = '', type = 'text/plain',
            kind = CASE WHEN kind = 'picture' THEN 'document' ELSE kind END
        WHERE log_id = this_log AND id = ANY (those);
$$;
"""
ERASE_WORDS = """
CREATE FUNCTION erase_words_beside(this_log uuid, instead text) RETURNS void
LANGUAGE sql VOLATILE AS $$
    UPDATE logs_log SET description = instead WHERE id = this_log AND description <> '';
    UPDATE logs_handover SET word = CASE WHEN word = '' THEN '' ELSE instead END,
            answer_word = CASE WHEN answer_word = '' THEN '' ELSE instead END
        WHERE log_id = this_log AND (word <> '' OR answer_word <> '');
    UPDATE logs_closing SET note = instead WHERE log_id = this_log AND note <> '';
    UPDATE consent_closingwish SET word = instead WHERE log_id = this_log AND word <> '';
$$;
"""
# An entry goes when it is of the room, or speaks of something there; its hash stays in the chain.
ERASE = """
CREATE FUNCTION erase_content(this_demand uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    what record;
    room text;
    instead text;
    keys uuid[] := '{}';
    gone_files uuid[];
BEGIN
    SELECT d.log_id, d.by_id = l.owner_id AS child_asks, p.language,
            ARRAY (SELECT unnest(c.deleted)::text INTERSECT SELECT unnest(d.kinds)::text) AS kinds
        INTO what
        FROM deletion_decision c JOIN deletion_demand d ON d.id = c.demand_id
            JOIN logs_log l ON l.id = d.log_id JOIN people_person p ON p.id = d.by_id
        WHERE c.demand_id = this_demand AND c.carried_out_at IS NULL FOR UPDATE OF c;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE deletion_decision SET carried_out_at = now() WHERE demand_id = this_demand;
    IF cardinality(what.kinds) = 0 THEN
        RETURN;
    END IF;
    instead := CASE WHEN what.language = 'nn' THEN 'Sletta' ELSE 'Slettet' END;
    FOREACH room IN ARRAY what.kinds LOOP
        IF room IN ('messages', 'meetings', 'plan', 'voice') THEN
            keys := keys || erase_room(what.log_id, room, instead, what.child_asks);
        END IF;
    END LOOP;
    IF 'plan' = ANY (what.kinds) THEN
        UPDATE meetings_reviewed SET title = instead WHERE log_id = what.log_id;
    END IF;
    IF 'words' = ANY (what.kinds) THEN
        PERFORM erase_words_beside(what.log_id, instead);
    END IF;
    SELECT coalesce(array_agg(f.id), '{}') INTO gone_files FROM logs_file f
        WHERE f.log_id = what.log_id AND ('files' = ANY (what.kinds) OR f.about && keys);
    PERFORM erase_files(what.log_id, gone_files, instead);
    UPDATE book_content b SET salt = NULL, data = NULL
        FROM book_entry e
        WHERE b.book_id = what.log_id AND e.book_id = b.book_id AND e.number = b.number
          AND (split_part(e.verb, '.', 1) = ANY (what.kinds) OR b.about && keys
            OR 'files' = ANY (what.kinds) AND jsonb_typeof(b.data -> 'files') = 'array'
               AND b.data -> 'files' <> '[]'
            OR 'words' = ANY (what.kinds) AND (e.verb LIKE 'logs.level%' OR e.verb IN (
                'logs.baton_offered', 'logs.baton_accepted', 'logs.baton_declined',
                'logs.closed', 'consent.closing_wished')));
    DELETE FROM unfinished_writing WHERE log_id = what.log_id;
    UPDATE archive_depositfile SET pdf = '' WHERE log_id = what.log_id;
END $$;
ALTER FUNCTION erase_content(uuid) SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION erase_content(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_content(uuid) TO stafett_worker;
"""
INNER = (
    "erase_room(uuid, text, text, boolean)",
    "erase_files(uuid, uuid[], text)",
    "erase_words_beside(uuid, text)",
)


class Migration(migrations.Migration):
    dependencies = [
        ("deletion", "0002_wall"),
        ("archive", "0004_files_wall"),
        ("consent", "0022_place_marks"),
        ("meetings", "0022_who_conducts"),
        ("letters", "0003_beginnings"),
        ("plan", "0010_areas"),
        ("unfinished", "0003_follows_what_it_is_about"),
        ("voice", "0005_health"),
    ]
    operations = [
        *(RunSQL(sql, RunSQL.noop) for sql in (HELD, ANSWERED_ONCE, PICTURES_OF_OPEN_LOGS)),
        *(RunSQL(sql, RunSQL.noop) for sql in (ERASE_ROOM, ERASE_FILES, ERASE_WORDS)),
        *(
            RunSQL(
                f"ALTER FUNCTION {name} SET search_path = public, pg_temp;"
                f" REVOKE ALL ON FUNCTION {name} FROM PUBLIC;",
                RunSQL.noop,
            )
            for name in INNER
        ),
        RunSQL(ERASE, RunSQL.noop),
    ]
