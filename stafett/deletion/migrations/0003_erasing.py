"""Erasing by law: the words go wherever they stand, the rows and the book's hashes stay (Q4).

In place of what was written stands the word that it is deleted. Whatever table of these rooms is
to come is emptied with the others: every text of a log that is longer than a code.
"""

from django.db import migrations

from stafett.book.walls import function

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
# Whatever words the log's own tables come to hold go with those beside the plan, but a ground for
# letting somebody know a protected place, which is why somebody was let know it, and what the
# municipality has decided on who coordinates: its own decision, which the archive law keeps (N2).
ERASE_WORDS_BESIDE = """
CREATE FUNCTION erase_words_beside(this_log uuid, instead text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    each record;
BEGIN
    UPDATE logs_log SET description = instead WHERE id = this_log AND description <> '';
    UPDATE consent_closingwish SET word = instead WHERE log_id = this_log AND word <> '';
    FOR each IN SELECT c.table_name AS name, c.column_name AS words
        FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.table_name LIKE 'logs\\_%' AND c.data_type = 'text'
          AND c.table_name NOT IN ('logs_clearance', 'logs_decision')
          AND EXISTS (SELECT 1 FROM information_schema.columns l WHERE l.table_schema = 'public'
              AND l.table_name = c.table_name AND l.column_name = 'log_id')
    LOOP
        EXECUTE format('UPDATE %I SET %I = $2 WHERE log_id = $1 AND %I <> %L',
                each.name, each.words, each.words, '')
            USING this_log, instead;
    END LOOP;
    UPDATE book_content b SET salt = NULL, data = NULL
        FROM book_entry e
        WHERE b.book_id = this_log AND e.book_id = b.book_id AND e.number = b.number
          AND (split_part(e.verb, '.', 1) = 'logs' AND e.verb NOT IN (
                    'logs.content_deleted', 'logs.decision_asked', 'logs.decision_recorded',
                    'logs.coordinator_appointed')
                AND b.data ?| ARRAY['word', 'note', 'why', 'reason', 'text', 'division']
            OR e.verb = 'consent.closing_wished');
END $$;
"""
# An entry goes when it is of the room, or speaks of something there; its hash stays in the chain.
ERASE_CONTENT = """
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("deletion", "0002_wall"),
        ("consent", "0001_initial"),
        ("archive", "0001_initial"),
        ("voice", "0001_initial"),
        ("plan", "0001_initial"),
        ("unfinished", "0001_initial"),
        ("meetings", "0001_initial"),
    ]
    operations = [
        function(ERASE_ROOM, "erase_room(uuid, text, text, boolean)", to=""),
        function(ERASE_FILES, "erase_files(uuid, uuid[], text)", to=""),
        function(ERASE_WORDS_BESIDE, "erase_words_beside(uuid, text)", to=""),
        function(ERASE_CONTENT, "erase_content(uuid)", to="stafett_worker"),
    ]
