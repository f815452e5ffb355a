"""Whether an entry names the place is asked by its number, never of words one brings oneself: with
those the name of every unit in turn would find the child. What one wrote oneself is not hidden, so
that writing a name and looking whether it is hidden tells nothing either.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

ENTRY_TELLS_PLACE = """
CREATE FUNCTION entry_tells_place(this_log uuid, this_number integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH units AS (SELECT unit_id FROM logs_workplace WHERE log_id = this_log),
    telling AS (
        SELECT u.name AS words FROM municipality_unit u WHERE u.id IN (SELECT unit_id FROM units)
        UNION SELECT unnest(ARRAY[p.phone, p.email]) FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units))
    SELECT this_log IN (SELECT my_logs()) AND EXISTS (
        SELECT 1 FROM telling, book_content c JOIN book_entry e USING (book_id, number)
        WHERE c.book_id = this_log AND c.number = this_number
          AND e.actor_id IS DISTINCT FROM stafett_me()
          AND words <> '' AND position(lower(words) IN lower(c.data::text)) > 0)
$$;
"""
BY_NUMBER = """
DROP POLICY hidden_place ON book_content;
CREATE POLICY hidden_place ON book_content AS RESTRICTIVE FOR SELECT TO stafett_web
    USING ((book_id = ANY (ARRAY (SELECT my_uncleared()))
        AND entry_tells_place(book_id, number)) IS NOT TRUE);
DROP FUNCTION tells_place(uuid, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0023_place_marks"), ("book", "0003_about")]
    operations = [
        function(ENTRY_TELLS_PLACE, "entry_tells_place(uuid,integer)"),
        RunSQL(BY_NUMBER, RunSQL.noop),
    ]
