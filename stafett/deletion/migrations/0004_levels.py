"""Why a log went to another level, and why the PPT was asked early, are words beside too (Q4)."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

ERASE_WORDS = """
CREATE OR REPLACE FUNCTION erase_words_beside(this_log uuid, instead text) RETURNS void
LANGUAGE sql VOLATILE AS $$
    UPDATE logs_log SET description = instead WHERE id = this_log AND description <> '';
    UPDATE logs_handover SET word = CASE WHEN word = '' THEN '' ELSE instead END,
            answer_word = CASE WHEN answer_word = '' THEN '' ELSE instead END
        WHERE log_id = this_log AND (word <> '' OR answer_word <> '');
    UPDATE logs_closing SET note = instead WHERE log_id = this_log AND note <> '';
    UPDATE consent_closingwish SET word = instead WHERE log_id = this_log AND word <> '';
    UPDATE logs_levelchange SET reason = instead WHERE log_id = this_log AND reason <> '';
    UPDATE logs_referral SET why = instead WHERE log_id = this_log AND why <> '';
    UPDATE book_content b SET salt = NULL, data = NULL FROM book_entry e
        WHERE b.book_id = this_log AND e.book_id = b.book_id AND e.number = b.number
          AND e.verb IN ('logs.referred', 'logs.referred_early');
$$;
ALTER FUNCTION erase_words_beside(uuid, text) SET search_path = public, pg_temp;
"""


class Migration(migrations.Migration):
    dependencies = [("deletion", "0003_erasing"), ("logs", "0029_referrals")]
    operations = [RunSQL(ERASE_WORDS, RunSQL.noop)]
