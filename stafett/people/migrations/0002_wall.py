"""The wall around persons and families stands in logs (it asks which logs one is let in to)."""

from django.db import migrations

from stafett.book.walls import function, grant

# Finding a person by the keyed hash of the number; the number table itself web cannot read.
PERSON_WITH_NUMBER = """
CREATE FUNCTION person_with_number(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT person_id FROM people_nationalidentity WHERE number_hash = wanted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]
    operations = [
        function(PERSON_WITH_NUMBER, "person_with_number(text)"),
        grant("people_person", web="SELECT, INSERT, UPDATE (language)", worker="SELECT, INSERT"),
        grant("people_nationalidentity", web="INSERT", worker="SELECT, INSERT"),
        grant("people_contact", web="SELECT, INSERT, UPDATE (phone, email, interpreter)"),
        grant(
            "people_family",
            web="SELECT, INSERT, UPDATE (live_together, checked_at)",
            worker="SELECT, UPDATE (live_together, checked_at)",
        ),
        grant(
            "people_guardianship",
            web="SELECT, INSERT, UPDATE (responsibility, fixed_residence, checked_at)",
            worker="SELECT, INSERT, UPDATE (responsibility, fixed_residence, checked_at)",
        ),
        grant("people_lookup", web="INSERT", worker="SELECT, INSERT"),
    ]
