"""The family is told what an administrator asked for: who has looked, or a closed log."""

from django.db import migrations, models

from stafett.book.walls import function

INQUIRIES_OF = """
DROP FUNCTION inquiries_of(uuid);
CREATE FUNCTION inquiries_of(this_log uuid) RETURNS TABLE (
    at timestamptz, who text, ground text, about text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT q.at, p.given_name || ' ' || p.family_name, q.ground, q.about::text
    FROM logs_inquiry q JOIN people_person p ON p.id = q.asked_by_id
        JOIN logs_log l ON l.id = this_log AND l.municipality_id = q.municipality_id
    WHERE this_log IN (SELECT my_family_logs())
      AND (q.child_id = l.owner_id OR q.subject_hash = (
          SELECT number_hash FROM people_nationalidentity WHERE person_id = l.owner_id))
    ORDER BY q.at DESC
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0018_protection")]
    operations = [
        migrations.AddField(
            "inquiry",
            "about",
            models.CharField(
                choices=[
                    ("readings", "who has looked in the log"),
                    ("closed_log", "whether there is a closed log to open again"),
                ],
                db_default="readings",
                max_length=12,
            ),
        ),
        function(INQUIRIES_OF, "inquiries_of(uuid)"),
    ]
