"""Whoever is still asked, but whose day as a guardian has passed, reads nothing more of the log.

One admission that is over does not give back its sight because another one is in force.
"""

from django.db import migrations

from stafett.book.walls import function

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"


def lasting(name: str, roles: str) -> str:
    """The logs in which I am let in as one of these, today."""
    return f"""
CREATE OR REPLACE FUNCTION {name} RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission
    WHERE person_id = stafett_me() AND role IN ({roles})
      AND ended_at IS NULL AND (until IS NULL OR until >= {TODAY})
      AND log_id IN (SELECT my_logs())
$$;
"""


MY_READINGS = lasting("my_readings()", "'owner', 'guardian', 'participant'")
MY_FAMILY_LOGS = lasting("my_family_logs()", "'owner', 'guardian'")


class Migration(migrations.Migration):
    dependencies = [("logs", "0015_places_wall")]
    operations = [
        function(MY_READINGS, "my_readings()"),
        function(MY_FAMILY_LOGS, "my_family_logs()"),
    ]
