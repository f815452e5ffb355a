"""A draft that comes to nothing is deleted whole, its book too: nobody has said yes to keeping
it.

Only a log that was never opened, by the worker, or by the one who started it.
"""

from django.db import migrations

from stafett.book.walls import function

# Consents go first: what hangs on one that was asked cannot be touched while it is there.
DISCARD_DRAFT = """
CREATE FUNCTION discard_draft(this_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM logs_log WHERE id = this_log AND opened_at IS NULL
        AND (session_user = 'stafett_worker' OR started_by_id = stafett_me()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM consent_consent WHERE log_id = this_log;
    DELETE FROM consent_withdrawal WHERE log_id = this_log;
    DELETE FROM consent_signature WHERE log_id = this_log;
    DELETE FROM consent_asked WHERE log_id = this_log;
    DELETE FROM consent_group WHERE log_id = this_log;
    DELETE FROM consent_named WHERE log_id = this_log;
    DELETE FROM consent_keptout WHERE log_id = this_log;
    DELETE FROM consent_oralconsent WHERE log_id = this_log;
    DELETE FROM logs_preparation WHERE log_id = this_log;
    DELETE FROM logs_admission WHERE log_id = this_log;
    DELETE FROM logs_log WHERE id = this_log;
    DELETE FROM book_place WHERE book_id = this_log;
    DELETE FROM book_content WHERE book_id = this_log;
    DELETE FROM book_entry WHERE book_id = this_log;
    DELETE FROM book_book WHERE id = this_log;
    RETURN true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0011_closed_logs"),
    ]
    operations = [
        function(DISCARD_DRAFT, "discard_draft(uuid)"),
    ]
