"""Who sees a log, and everything that hangs on it: by admissions in force, and nothing else."""

from django.db import migrations

from stafett.book.walls import MINE, SIGNED_IN, function, grant, wall

# The one question of every policy. An array of a few logs, computed once a statement.
MY_LOGS = """
CREATE FUNCTION my_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission
    WHERE person_id = stafett_me() AND ended_at IS NULL
      AND (until IS NULL OR until >= (now() AT TIME ZONE 'Europe/Oslo')::date)
$$;
"""

# Myself, and the owners of my logs with their guardians. Staff are found by their positions.
MY_PEOPLE = """
CREATE FUNCTION my_people() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT stafett_me()
    UNION SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs())
    UNION SELECT guardian_id FROM people_guardianship WHERE child_id IN
        (SELECT owner_id FROM logs_log WHERE id IN (SELECT my_logs()))
    UNION SELECT child_id FROM people_guardianship WHERE guardian_id = stafett_me()
$$;
"""

PEOPLE = "ARRAY (SELECT my_people())"
SEEN_PERSON = f"""id = ANY ({PEOPLE}) OR ({SIGNED_IN} AND EXISTS (
    SELECT 1 FROM municipality_position p WHERE p.person_id = people_person.id))"""
SEEN_CHILD = f"child_id = ANY ({PEOPLE})"
DRAFT_OF_MINE = "started_by_id = stafett_me() AND opened_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0001_initial"),
        ("book", "0002_wall"),
        ("people", "0002_wall"),
        ("municipality", "0002_grants"),
    ]
    operations = [
        function(MY_LOGS, "my_logs()"),
        function(MY_PEOPLE, "my_people()"),
        wall("people_person", SEEN_PERSON, insert=SIGNED_IN, change="id = stafett_me()"),
        wall("people_contact", f"person_id = ANY ({PEOPLE})", change="person_id = stafett_me()"),
        wall("people_family", SEEN_CHILD, insert=SIGNED_IN),
        wall("people_guardianship", SEEN_CHILD, insert=SIGNED_IN),
        wall("book_book", MINE.replace("log_id", "id"), insert=f"{SIGNED_IN} AND count = 0"),
        wall("book_entry", MINE.replace("log_id", "book_id")),
        wall("book_content", MINE.replace("log_id", "book_id")),
        wall("book_place", "false"),
        wall("logs_log", MINE.replace("log_id", "id"), insert=DRAFT_OF_MINE),
        wall("logs_preparation", MINE),
        wall(
            "logs_admission",
            MINE,
            insert=f"{MINE} OR (role = 'starter' AND person_id = stafett_me())",
        ),
        wall("logs_leg", MINE),
        wall("logs_handover", MINE),
        wall("logs_closing", MINE),
        grant("logs_log", web="SELECT, INSERT, UPDATE"),
        grant("logs_preparation", web="SELECT, INSERT"),
        grant("logs_admission", web="SELECT, INSERT, UPDATE (ended_at, until)"),
        grant("logs_leg", web="SELECT, INSERT, UPDATE (ended_at)"),
        grant("logs_handover", web="SELECT, INSERT, UPDATE (answer, answered_at, answer_word)"),
        grant("logs_closing", web="SELECT, INSERT"),
    ]
