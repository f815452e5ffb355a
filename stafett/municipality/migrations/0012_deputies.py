"""A leader's deputy, for a time: a position with the leader's role, which every function that asks
who leads a unit finds as long as it lasts.

It is named by who leads the unit without being a deputy, or by the municipality's administrators,
for somebody who works there; it ends with the work there at the latest.
"""

import django.db.models.expressions
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function, grant, trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

I_HEAD = f"""
CREATE FUNCTION i_head(this_unit uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position p
        WHERE p.unit_id = this_unit AND p.person_id = stafett_me() AND p.role = 'leader'
          AND NOT p.deputy AND p.ended_at IS NULL AND p.from_date <= {TODAY}
          AND (p.until IS NULL OR p.until >= {TODAY}))
      OR EXISTS (SELECT 1 FROM municipality_unit u
        WHERE u.id = this_unit AND u.municipality_id IN (SELECT my_municipalities()))
$$;
"""
POLICIES = f"""
CREATE POLICY heads_name_deputies ON municipality_position FOR INSERT TO stafett_web
    WITH CHECK (deputy AND from_date >= {TODAY} AND ended_at IS NULL AND i_head(unit_id));
CREATE POLICY heads_end_deputies ON municipality_position FOR UPDATE TO stafett_web
    USING (deputy AND i_head(unit_id)) WITH CHECK (deputy AND i_head(unit_id));
CREATE POLICY deputies_are_noted ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id = ANY (ARRAY (SELECT my_staff_books())) AND actor_id = stafett_me()
        AND verb IN ('municipality.deputy_named', 'municipality.deputy_ended'));
"""
# Whoever makes the row: a deputy works in the unit from the first day to the last.
WORKS_HERE = """
CREATE FUNCTION deputy_works_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM municipality_position p
        WHERE p.person_id = NEW.person_id AND p.unit_id = NEW.unit_id AND NOT p.deputy
          AND p.ended_at IS NULL AND p.from_date <= NEW.from_date
          AND (p.until IS NULL OR p.until >= NEW.until)
        FOR SHARE;
    IF NOT FOUND THEN
        RAISE 'a deputy works in the unit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deputy_works_here BEFORE INSERT ON municipality_position
    FOR EACH ROW WHEN (NEW.deputy) EXECUTE FUNCTION deputy_works_here();
CREATE TRIGGER deputy_works_longer BEFORE UPDATE OF until ON municipality_position
    FOR EACH ROW WHEN (NEW.deputy AND NEW.until > OLD.until)
    EXECUTE FUNCTION deputy_works_here();
"""
# Who is named works here already, and nobody who names may change a person.
KNOWN_ALREADY = """
DROP TRIGGER staff_have_no_birth_date ON municipality_position;
CREATE TRIGGER staff_have_no_birth_date AFTER INSERT ON municipality_position
    FOR EACH ROW WHEN (NOT NEW.deputy) EXECUTE FUNCTION staff_have_no_birth_date();
"""
ENDS_WITH_WORK = f"""
CREATE FUNCTION deputy_ends_with_work() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE municipality_position d
        SET ended_at = coalesce(NEW.ended_at, CASE WHEN d.from_date > NEW.until THEN now() END),
            until = greatest(d.from_date, least(d.until, NEW.until))
        WHERE d.deputy AND d.person_id = NEW.person_id AND d.unit_id = NEW.unit_id
          AND d.ended_at IS NULL AND d.until >= {TODAY}
          AND (NEW.ended_at IS NOT NULL OR d.until > NEW.until)
          AND NOT EXISTS (SELECT 1 FROM municipality_position p
              WHERE p.person_id = d.person_id AND p.unit_id = d.unit_id AND NOT p.deputy
                AND p.ended_at IS NULL AND p.from_date <= d.from_date
                AND (p.until IS NULL OR p.until >= d.until));
    RETURN NULL;
END $$;
CREATE TRIGGER deputy_ends_with_work AFTER UPDATE OF until, ended_at ON municipality_position
    FOR EACH ROW WHEN (NOT NEW.deputy) EXECUTE FUNCTION deputy_ends_with_work();
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0011_trained")]
    operations = [
        migrations.AddField(
            "position", "deputy", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddConstraint(
            "position",
            models.CheckConstraint(
                condition=models.Q(
                    ("deputy", False),
                    models.Q(
                        ("role", "leader"),
                        ("until__gte", django.db.models.expressions.F("from_date")),
                        ("until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_deputy_leads_for_a_time",
            ),
        ),
        function(I_HEAD, "i_head(uuid)"),
        RunSQL(POLICIES, RunSQL.noop),
        RunSQL(KNOWN_ALREADY, RunSQL.noop),
        trigger(WORKS_HERE, "deputy_works_here"),
        trigger(ENDS_WITH_WORK, "deputy_ends_with_work"),
        grant("municipality_position", web="SELECT, INSERT, UPDATE (until, ended_at)"),
    ]
