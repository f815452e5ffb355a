"""The wall around the book: an entry is read by who reads its log, and what is written before a
place became protected is hidden from who may not know it (issue 4.5).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import SIGNED_IN, function, wall

# One who is asked about a log that is open reads nothing of what has happened in it.
ALL_OF_IT = (
    "= ANY (ARRAY (SELECT my_answers() INTERSECT (SELECT my_readings() UNION SELECT my_drafts())))"
)
# Who is let in to the plan alone reads of the book what happened to the plan and the log.
ENTRIES = f"""book_id {ALL_OF_IT} OR (
    book_id = ANY (ARRAY (SELECT my_readings()))
    AND (starts_with(verb, 'plan.') OR starts_with(verb, 'logs.')))"""
# The next entry and no other.
AT_THE_END = """(number, previous_hash) = (
    SELECT b.count + 1, b.last_hash FROM book_book b WHERE b.id = book_id)"""
CONTENTS = f"""book_id {ALL_OF_IT} OR (
    book_id = ANY (ARRAY (SELECT my_readings()))
    AND EXISTS (SELECT 1 FROM book_entry e
                WHERE e.book_id = book_content.book_id AND e.number = book_content.number))"""

UNIT_NAMES = """
CREATE FUNCTION unit_names(this_unit uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT name::text FROM municipality_unit WHERE id = this_unit
    UNION SELECT jsonb_array_elements_text(former_names) FROM municipality_unit
        WHERE id = this_unit
$$;
"""
# Whether an entry names the place is asked by its number, never of words one brings oneself: with
# those the name of every unit in turn would find the child. What one wrote oneself is not hidden,
# so that writing a name and looking whether it is hidden tells nothing either.
ENTRY_TELLS_PLACE = """
CREATE FUNCTION entry_tells_place(this_log uuid, this_number integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH units AS (SELECT unit_id FROM logs_workplace WHERE log_id = this_log),
    telling AS (
        SELECT unit_names(unit_id) AS words FROM units
        UNION SELECT unnest(ARRAY[p.phone, p.email]) FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units))
    SELECT this_log IN (SELECT my_logs()) AND EXISTS (
        SELECT 1 FROM telling, book_content c JOIN book_entry e USING (book_id, number)
        WHERE c.book_id = this_log AND c.number = this_number
          AND e.actor_id IS DISTINCT FROM stafett_me()
          AND words <> '' AND position(lower(words) IN lower(c.data::text)) > 0)
$$;
"""
BOOK = """
CREATE POLICY hidden_place ON book_content AS RESTRICTIVE FOR SELECT TO stafett_web
    USING ((book_id = ANY (ARRAY (SELECT my_uncleared()))
        AND entry_tells_place(book_id, number)) IS NOT TRUE);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0010_waiting_batons"),
    ]
    operations = [
        function(UNIT_NAMES, "unit_names(uuid)", to=""),
        function(ENTRY_TELLS_PLACE, "entry_tells_place(uuid, integer)"),
        wall(
            "book_book", "id = ANY (ARRAY (SELECT my_logs()))", insert=f"{SIGNED_IN} AND count = 0"
        ),
        wall(
            "book_entry",
            ENTRIES,
            insert=(
                f"book_id = ANY (ARRAY (SELECT my_logs())) AND {AT_THE_END}"
                " AND (actor_id = stafett_me() OR actor_id IS NULL)"
            ),
        ),
        wall("book_content", CONTENTS, insert="book_id = ANY (ARRAY (SELECT my_logs()))"),
        wall("book_place", "false"),
        RunSQL(BOOK, RunSQL.noop),
    ]
