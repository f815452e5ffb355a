"""A leader's deputy, for a time: a position with the leader's role, which every function that
asks who leads a unit finds as long as it lasts.

It is named by who leads the unit without being a deputy, or by the municipality's administrators,
for somebody who works there; it ends with the work there at the latest.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function, trigger

HELD = f"""p.person_id = stafett_me() AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY}) AND NOT stafett_own_alone()"""

I_HEAD = f"""
CREATE FUNCTION i_head(this_unit uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position p
        WHERE p.unit_id = this_unit AND p.role = 'leader' AND NOT p.deputy AND {HELD})
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
# Whoever makes the row: a deputy works in the unit from the first day to the last, and is no
# outsider.
DEPUTY_WORKS_HERE = """
CREATE FUNCTION deputy_works_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM municipality_position p
        WHERE p.person_id = NEW.person_id AND p.unit_id = NEW.unit_id AND NOT p.deputy
          AND p.role <> 'outsider' AND p.ended_at IS NULL AND p.from_date <= NEW.from_date
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
DEPUTY_ENDS_WITH_WORK = f"""
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
    dependencies = [
        ("municipality", "0004_invitations"),
    ]
    operations = [
        function(I_HEAD, "i_head(uuid)"),
        RunSQL(POLICIES, RunSQL.noop),
        trigger(DEPUTY_WORKS_HERE, "deputy_works_here"),
        trigger(DEPUTY_ENDS_WITH_WORK, "deputy_ends_with_work"),
    ]
