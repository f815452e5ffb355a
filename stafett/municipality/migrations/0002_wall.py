"""Services, staff and policies are public. A municipality's book is its administrators' own, and
they alone set its policy, from a day that has not been.

A table's policies add up, so the book's rows are seen by those of a log (`logs`) and by these. No
office for who has signed in with less than an eID of the highest level (I2).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function, grant, trigger, wall

HELD = f"""p.person_id = stafett_me() AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY}) AND NOT stafett_own_alone()"""
LEADS = f"""p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
    AND (p.until IS NULL OR p.until >= {TODAY})"""
OURS = "= ANY (ARRAY (SELECT my_municipalities()))"
OUR_OWN = "municipality_id = ANY (ARRAY (SELECT my_municipalities()))"

# The municipalities that I administer. PostgreSQL knows that hardly anybody has more than one: else
# it reads every unit there is.
MY_MUNICIPALITIES = f"""
CREATE FUNCTION my_municipalities() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 AS $$
    SELECT u.municipality_id
    FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
    WHERE p.role = 'administrator' AND {HELD}
$$;
"""
# The units that I lead, as their leader or a deputy, or as the municipality's administrator.
MY_UNITS = f"""
CREATE FUNCTION my_units() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT p.unit_id FROM municipality_position p WHERE p.role = 'leader' AND {HELD}
    UNION SELECT u.id FROM municipality_unit u
        WHERE u.municipality_id IN (SELECT my_municipalities())
$$;
"""
# Whose logs somebody is told of: the own unit's leader, and where a unit has none, those who
# administer the municipality.
MY_LED_UNITS = f"""
CREATE FUNCTION my_led_units() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.id FROM municipality_unit u
    WHERE u.stands_in_log IS NULL AND u.id IN (SELECT my_units()) AND (
        u.municipality_id NOT IN (SELECT my_municipalities())
        OR EXISTS (SELECT 1 FROM municipality_position p
            WHERE p.unit_id = u.id AND p.person_id = stafett_me() AND {LEADS})
        OR NOT EXISTS (SELECT 1 FROM municipality_position p WHERE p.unit_id = u.id AND {LEADS}))
$$;
"""
# In whose books those may write who lead a unit, or have accepted an invitation in this
# transaction.
MY_STAFF_BOOKS = """
CREATE FUNCTION my_staff_books() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.municipality_id FROM municipality_unit u WHERE u.id IN (SELECT my_units())
    UNION SELECT u.municipality_id FROM municipality_invitation i
        JOIN municipality_unit u ON u.id = i.unit_id
        WHERE i.accepted_by_id = stafett_me() AND i.accepted_at = now()
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
POLICY_BEGUN_STAYS = f"""
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
    dependencies = [
        ("municipality", "0001_initial"),
        ("book", "0002_wall"),
    ]
    operations = [
        function(MY_MUNICIPALITIES, "my_municipalities()"),
        function(MY_UNITS, "my_units()"),
        function(MY_LED_UNITS, "my_led_units()"),
        function(MY_STAFF_BOOKS, "my_staff_books()"),
        RunSQL(BOOK, RunSQL.noop),
        trigger(POLICY_BEGUN_STAYS, "policy_begun_stays"),
        wall(
            "municipality_policyversion",
            "true",
            insert=f"municipality_id {OURS} AND from_date >= {TODAY}",
            change=f"municipality_id {OURS} AND from_date > {TODAY}",
        ),
        wall("municipality_area", "true", insert=OUR_OWN, change=OUR_OWN),
        grant("municipality_municipality", web="SELECT"),
        grant(
            "municipality_policyversion", web="SELECT, INSERT, UPDATE (preset, settings), DELETE"
        ),
        grant("municipality_area", web="SELECT, INSERT, DELETE"),
    ]
