"""What the register says anew of a family: names and protection by one function, for those of the
children whose logs one leads; all of it by the worker, every day."""

from django.db import migrations

from stafett.book.walls import function, grant

RENEW_PERSON = """
CREATE FUNCTION renew_person(who uuid, given text, family text, kept text) RETURNS void
LANGUAGE sql SECURITY DEFINER AS $$
    UPDATE people_person SET given_name = given, family_name = family, protection = kept
    WHERE id = who AND (session_user = 'stafett_worker' OR (
        who <> stafett_me() AND (who IN (SELECT my_charges()) OR EXISTS (
            SELECT 1 FROM people_guardianship g
            WHERE g.guardian_id = who AND g.child_id IN (SELECT my_charges())))))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0008_inquiries")]
    operations = [
        function(RENEW_PERSON, "renew_person(uuid, text, text, text)"),
        grant("people_person", worker="INSERT"),
        grant("people_nationalidentity", worker="INSERT"),
        grant("people_family", worker="UPDATE (live_together, checked_at)"),
        grant(
            "people_guardianship",
            worker="INSERT, UPDATE (responsibility, fixed_residence, checked_at)",
        ),
    ]
