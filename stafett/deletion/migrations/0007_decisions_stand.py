"""What the municipality has decided on who coordinates is not among the words beside: it is the
municipality's own decision, which the archive law keeps, and nobody changes it (N2).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

BESIDE = """
CREATE OR REPLACE FUNCTION erase_words_beside(this_log uuid, instead text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
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


class Migration(migrations.Migration):
    dependencies = [("deletion", "0006_all_words_beside"), ("logs", "0032_decisions")]
    operations = [RunSQL(BESIDE, RunSQL.noop)]
