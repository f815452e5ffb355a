"""Who is let in to the plan alone reads the plan, who has the baton and who takes part: of the book
only those entries, and nothing that a room to come writes in it.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# The logs in which I see what was asked and who said what: all but those whose plan alone I see.
# Whoever has the baton asks for consent, and must see it.
MY_ANSWERS = f"""
CREATE FUNCTION my_answers() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL AND (until IS NULL OR until >= {TODAY})
      AND log_id IN (SELECT my_logs())
      AND (role <> 'participant' OR sees = 'everything' OR EXISTS (
          SELECT 1 FROM logs_leg g WHERE g.log_id = a.log_id AND g.holder_id = a.person_id
            AND g.ended_at IS NULL))
$$;
"""
# One who is asked about a log that is open reads nothing of what has happened in it.
WHOLE = (
    "= ANY (ARRAY (SELECT my_answers() INTERSECT (SELECT my_readings() UNION SELECT my_drafts())))"
)
MY_DRAFTS = """
CREATE FUNCTION my_drafts() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT id FROM logs_log WHERE opened_at IS NULL AND id IN (SELECT my_logs())
$$;
"""
BOOK = f"""
ALTER POLICY web_sees ON book_entry USING (book_id {WHOLE} OR (
    book_id = ANY (ARRAY (SELECT my_readings()))
    AND (starts_with(verb, 'plan.') OR starts_with(verb, 'logs.'))));
ALTER POLICY web_sees ON book_content USING (book_id {WHOLE} OR (
    book_id = ANY (ARRAY (SELECT my_readings()))
    AND EXISTS (SELECT 1 FROM book_entry e
                WHERE e.book_id = book_content.book_id AND e.number = book_content.number)));
ALTER POLICY web_sees ON logs_preparation USING (log_id = ANY (ARRAY (SELECT my_answers())));
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0006_leaving")]
    operations = [
        function(MY_ANSWERS, "my_answers()"),
        function(MY_DRAFTS, "my_drafts()"),
        RunSQL(BOOK, RunSQL.noop),
    ]
