"""Those in a log are told which language the family needs an interpreter in, and nothing else of
what somebody has written of oneself (I6)."""

from django.db import migrations

from stafett.book.walls import function

INTERPRETER = """
CREATE FUNCTION interpreter_of(who uuid, wanted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT c.interpreter FROM people_contact c
    WHERE c.person_id = who AND wanted = ANY (ARRAY (SELECT my_logs()))
        AND EXISTS (SELECT 1 FROM logs_admission a
            WHERE a.log_id = wanted AND a.person_id = who AND a.ended_at IS NULL
            AND a.role IN ('owner', 'guardian'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0033_assignments"), ("people", "0005_interpreter")]
    operations = [function(INTERPRETER, "interpreter_of(uuid, uuid)")]
