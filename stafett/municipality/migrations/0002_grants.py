"""Services, staff and policies are public. A municipality's book is its administrators' own, and
they alone set its policy, from a day that has not been.

A table's policies add up, so the book's rows are seen by those of a log (`logs`) and by these.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
OURS = "= ANY (ARRAY (SELECT my_municipalities()))"

MY_MUNICIPALITIES = f"""
CREATE FUNCTION my_municipalities() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.municipality_id
    FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
    WHERE p.person_id = stafett_me() AND p.role = 'administrator'
      AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})
$$;
"""

BOOK = f"""
CREATE POLICY administrators_see ON book_book FOR SELECT TO stafett_web USING (id {OURS});
CREATE POLICY administrators_change ON book_book FOR UPDATE TO stafett_web
    USING (id {OURS}) WITH CHECK (id {OURS});
CREATE POLICY administrators_see ON book_entry FOR SELECT TO stafett_web USING (book_id {OURS});
CREATE POLICY administrators_write ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id {OURS} AND actor_id = stafett_me());
CREATE POLICY administrators_see ON book_content FOR SELECT TO stafett_web USING (book_id {OURS});
CREATE POLICY administrators_write ON book_content FOR INSERT TO stafett_web
    WITH CHECK (book_id {OURS});
"""

# Consents were judged by it: whoever asks, what has begun to hold stays as it was.
BEGUN_STAYS = f"""
CREATE FUNCTION policy_begun_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.from_date <= {TODAY} THEN
        RAISE 'a policy that has begun is never changed' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.from_date, NEW.municipality_id)
        IS DISTINCT FROM (OLD.from_date, OLD.municipality_id) THEN
        RAISE 'a policy keeps its day' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER policy_begun_stays BEFORE UPDATE OR DELETE ON municipality_policyversion
    FOR EACH ROW EXECUTE FUNCTION policy_begun_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_initial"), ("book", "0002_wall")]
    operations = [
        function(MY_MUNICIPALITIES, "my_municipalities()"),
        RunSQL(BOOK, RunSQL.noop),
        trigger(BEGUN_STAYS, "policy_begun_stays"),
        wall(
            "municipality_policyversion",
            "true",
            insert=f"municipality_id {OURS} AND from_date >= {TODAY}",
            change=f"municipality_id {OURS} AND from_date > {TODAY}",
        ),
        grant("municipality_municipality", web="SELECT"),
        grant("municipality_unit", web="SELECT"),
        grant("municipality_position", web="SELECT"),
        grant(
            "municipality_policyversion",
            web="SELECT, INSERT, UPDATE (preset, settings), DELETE",
        ),
    ]
