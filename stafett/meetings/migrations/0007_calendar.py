"""A secret address for one's own calendar: a row that its person alone sees and writes.

A calendar program is signed in as nobody. `calendar_of` tells whom a secret belongs to, by its
hash, and nothing else; what that person may see is then asked as that person.
"""

from django.db import migrations

from stafett.book.walls import function, grant, wall

CALENDAR_OF = """
CREATE FUNCTION calendar_of(secret text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT person_id FROM meetings_calendarfeed WHERE token_hash = secret
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_places"),
    ]
    operations = [
        wall("meetings_calendarfeed", "person_id = stafett_me()"),
        grant("meetings_calendarfeed", web="SELECT, INSERT, DELETE", worker=""),
        function(CALENDAR_OF, "calendar_of(text)"),
    ]
