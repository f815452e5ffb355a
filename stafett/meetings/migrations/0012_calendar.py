"""A secret address for one's own calendar: a row that its person alone sees and writes.

A calendar program is signed in as nobody. `calendar_of` tells whom a secret belongs to, by its
hash, and nothing else; what that person may see is then asked as that person.
"""

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import function, grant, wall

CALENDAR_OF = """
CREATE FUNCTION calendar_of(secret text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT person_id FROM meetings_calendarfeed WHERE token_hash = secret
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_sitting_wall"), ("people", "0004_sealed_numbers")]
    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        wall("meetings_calendarfeed", "person_id = stafett_me()"),
        grant("meetings_calendarfeed", web="SELECT, INSERT, DELETE", worker=""),
        function(CALENDAR_OF, "calendar_of(text)"),
    ]
