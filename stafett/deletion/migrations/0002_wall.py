"""The wall around a demand: who made it reads it, with what came of it. A unit's leader learns
that there is one; the municipality's administrators read it when the leader has handed it on, or
a week has gone, or nobody leads the unit. None of them sees the log, nor has to do with the own
family's.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import TODAY, function, grant, same_log, wall

LEADS = f"""p.unit_id = true_unit(l.unit_id) AND p.role = 'leader' AND p.ended_at IS NULL
    AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})
    AND NOT EXISTS (SELECT 1 FROM logs_admission f WHERE f.log_id = l.id
        AND f.person_id = p.person_id AND f.role IN ('owner', 'guardian'))"""
UNDECIDED = "NOT EXISTS (SELECT 1 FROM deletion_decision c WHERE c.demand_id = d.id)"
NOT_MY_FAMILY = """NOT EXISTS (SELECT 1 FROM logs_admission m WHERE m.log_id = d.log_id
    AND m.person_id = stafett_me() AND m.role IN ('owner', 'guardian'))"""
REACHED = f"""(d.passed_on_at IS NOT NULL OR d.at <= now() - interval '7 days'
    OR NOT EXISTS (SELECT 1 FROM municipality_position p WHERE {LEADS})) AND {NOT_MY_FAMILY}"""
OF_OWN = "= ANY (ARRAY (SELECT id FROM deletion_demand WHERE by_id = stafett_me()))"

DEMANDS_TO_PASS_ON = f"""
CREATE FUNCTION demands_to_pass_on() RETURNS TABLE (demand uuid, unit text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT d.id, u.name, d.at
    FROM deletion_demand d JOIN logs_log l ON l.id = d.log_id
        JOIN municipality_unit u ON u.id = true_unit(l.unit_id)
    WHERE d.passed_on_at IS NULL AND {UNDECIDED} AND EXISTS (
        SELECT 1 FROM municipality_position p WHERE p.person_id = stafett_me() AND {LEADS})
    ORDER BY d.at
$$;
"""
PASS_ON_DEMAND = """
CREATE FUNCTION pass_on_demand(this_demand uuid) RETURNS TABLE (town uuid, unit text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
BEGIN
    UPDATE deletion_demand SET passed_on_at = now(), passed_on_by_id = stafett_me()
        WHERE id = this_demand AND id IN (SELECT w.demand FROM demands_to_pass_on() w);
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT l.municipality_id, u.name::text
        FROM deletion_demand d JOIN logs_log l ON l.id = d.log_id
            JOIN municipality_unit u ON u.id = true_unit(l.unit_id)
        WHERE d.id = this_demand;
END $$;
"""
DEMAND_TO_DECIDE = f"""
CREATE FUNCTION demand_to_decide(this_demand uuid) RETURNS TABLE (log_id uuid, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT d.log_id, d.kinds::text[] FROM deletion_demand d JOIN logs_log l ON l.id = d.log_id
    WHERE d.id = this_demand AND l.municipality_id IN (SELECT my_municipalities())
      AND {REACHED} AND {UNDECIDED}
$$;
"""
# The child by name and day of birth: whoever decides must know whose case it is, and no more.
DELETION_DEMANDS = f"""
CREATE FUNCTION deletion_demands(town uuid) RETURNS TABLE (
    demand uuid, child text, born date, who text, role text, at timestamptz, kinds text[],
    words text, decided_at timestamptz, decided_by text, deleted text[], reason text,
    carried_out_at timestamptz, appeal text, appealed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT d.id, o.given_name || ' ' || o.family_name, o.birth_date,
        b.given_name || ' ' || b.family_name,
        CASE WHEN l.owner_id = d.by_id THEN 'owner' ELSE 'guardian' END,
        d.at, d.kinds::text[], d.words, c.at, c.by_name, c.deleted::text[], c.reason,
        c.carried_out_at, a.words, a.at
    FROM deletion_demand d JOIN logs_log l ON l.id = d.log_id
        JOIN people_person o ON o.id = l.owner_id JOIN people_person b ON b.id = d.by_id
        LEFT JOIN deletion_decision c ON c.demand_id = d.id
        LEFT JOIN deletion_appeal a ON a.decision_id = d.id
    WHERE l.municipality_id = town AND town IN (SELECT my_municipalities()) AND {REACHED}
    ORDER BY c.at IS NOT NULL, CASE WHEN c.at IS NULL THEN d.at END, c.at DESC
$$;
"""
# Whom to tell that a demand is decided: the worker does not read the demand itself.
DEMANDER_OF = """
CREATE FUNCTION demander_of(this_demand uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT by_id FROM deletion_demand WHERE id = this_demand
$$;
"""
IN_THE_SAME_LOG = """
ALTER TABLE deletion_appeal ADD CONSTRAINT deletion_appeal_same_log
    FOREIGN KEY (log_id, decision_id) REFERENCES deletion_demand (log_id, id)
    DEFERRABLE INITIALLY DEFERRED;
"""
# A leader writes in the municipality's book that a demand was handed on, and reads nothing there.
BOOK = """
CREATE POLICY handing_on ON book_entry FOR INSERT TO stafett_web WITH CHECK (
    book_id = ANY (ARRAY (SELECT my_staff_books())) AND actor_id = stafett_me()
    AND verb = 'municipality.deletion_passed_on');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("deletion", "0001_initial"),
        ("municipality", "0002_wall"),
        ("logs", "0002_wall"),
    ]
    operations = [
        function(DEMANDS_TO_PASS_ON, "demands_to_pass_on()"),
        function(PASS_ON_DEMAND, "pass_on_demand(uuid)"),
        function(DEMAND_TO_DECIDE, "demand_to_decide(uuid)"),
        function(DELETION_DEMANDS, "deletion_demands(uuid)"),
        function(DEMANDER_OF, "demander_of(uuid)", to="stafett_worker"),
        wall(
            "deletion_demand",
            "by_id = stafett_me()",
            insert=(
                "by_id = stafett_me() AND passed_on_at IS NULL AND passed_on_by_id IS NULL"
                " AND log_id = ANY (ARRAY (SELECT my_family_logs()))"
            ),
            change="false",
        ),
        wall(
            "deletion_decision",
            f"demand_id {OF_OWN}",
            insert=(
                "by_id = stafett_me() AND carried_out_at IS NULL"
                " AND EXISTS (SELECT 1 FROM demand_to_decide(demand_id))"
            ),
            change="false",
        ),
        wall(
            "deletion_appeal",
            f"decision_id {OF_OWN}",
            insert=(
                f"by_id = stafett_me() AND decision_id {OF_OWN}"
                f" AND decision_id = ANY (ARRAY (SELECT demand_id FROM deletion_decision WHERE appeal_until >= {TODAY}))"
            ),
            change="false",
        ),
        same_log("deletion_decision", "demand_id", "deletion_demand"),
        RunSQL(IN_THE_SAME_LOG, RunSQL.noop),
        grant("deletion_demand", web="SELECT, INSERT", worker=""),
        grant("deletion_decision", web="SELECT, INSERT"),
        grant("deletion_appeal", web="SELECT, INSERT", worker=""),
        RunSQL(BOOK, RunSQL.noop),
    ]
