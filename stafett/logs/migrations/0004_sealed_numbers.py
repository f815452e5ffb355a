"""The web login never reads the table of sealed numbers: one number, of the owner of a log in
which I may ask for consent now, and no other. It opens with a key that the database does not have.
"""

from django.db import migrations

from stafett.book.walls import function

SEALED_NUMBER = """
CREATE FUNCTION sealed_number_of_owner(this_log uuid) RETURNS TABLE (person_id uuid, sealed text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT n.person_id, n.sealed FROM logs_log l
    JOIN people_nationalidentity n ON n.person_id = l.owner_id
    WHERE l.id = this_log AND n.sealed <> '' AND l.closed_at IS NULL
      AND l.id IN (SELECT my_logs())
      AND CASE WHEN l.opened_at IS NULL THEN l.started_by_id = stafett_me()
               ELSE EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = l.id
                            AND g.holder_id = stafett_me() AND g.ended_at IS NULL) END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0003_look_ups"), ("people", "0004_sealed_numbers")]
    operations = [function(SEALED_NUMBER, "sealed_number_of_owner(uuid)")]
