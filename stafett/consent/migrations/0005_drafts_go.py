"""A draft that comes to nothing is deleted whole, its book too: nobody has said yes to keeping it.

Only a log that was never opened, by the worker, or by the one who started it.
"""

from django.db import migrations

from stafett.book.walls import function, grant

# Consents go first: what hangs on one that was asked cannot be touched while it is there.
IN_ORDER = (
    ("consent_consent", "log_id"),
    ("consent_withdrawal", "log_id"),
    ("consent_signature", "log_id"),
    ("consent_asked", "log_id"),
    ("consent_group", "log_id"),
    ("consent_named", "log_id"),
    ("consent_oralconsent", "log_id"),
    ("logs_preparation", "log_id"),
    ("logs_admission", "log_id"),
    ("logs_log", "id"),
    ("book_place", "book_id"),
    ("book_content", "book_id"),
    ("book_entry", "book_id"),
    ("book_book", "id"),
)
DELETES = "\n".join(f"    DELETE FROM {table} WHERE {key} = this_log;" for table, key in IN_ORDER)

DISCARD_DRAFT = f"""
CREATE FUNCTION discard_draft(this_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM logs_log WHERE id = this_log AND opened_at IS NULL
        AND (session_user = 'stafett_worker' OR started_by_id = stafett_me()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
{DELETES}
    RETURN true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_logs_stand")]
    operations = [
        function(DISCARD_DRAFT, "discard_draft(uuid)"),
        # What the dates do: a consent lapses, its log closes, everyone but the family goes.
        grant("consent_consent", worker='UPDATE (ended_at, "end")'),
        grant("logs_log", worker="UPDATE (closed_at)"),
        grant("logs_leg", worker="UPDATE (ended_at)"),
        grant("logs_handover", worker="UPDATE (answer, answered_at, answer_word)"),
        grant("logs_admission", worker="UPDATE (ended_at)"),
        grant("logs_closing", worker="SELECT, INSERT"),
    ]
