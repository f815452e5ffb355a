"""Who sees a log, and everything that hangs on it: by admissions in force, and nothing else.

Who is let in to the plan alone reads the plan, who has the baton and who takes part: of the book
only those entries, and nothing that a room to come writes in it.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function

# Held since the admission was given: who leaves and comes back is let in anew.
HELD = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.person_id = a.person_id AND p.unit_id = true_unit(a.unit_id) AND p.ended_at IS NULL
      AND p.from_date <= (a.from_at AT TIME ZONE 'Europe/Oslo')::date
      AND (p.until IS NULL OR p.until >= {TODAY}))"""
WORKS = f"p.ended_at IS NULL AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})"

TRUE_UNIT = """
CREATE FUNCTION true_unit(this_unit uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce((SELECT unit_id FROM logs_workplace WHERE stand_in_id = this_unit), this_unit)
$$;
"""
# The one question of every policy. An array of a few logs, computed once a statement. H6: whatever
# the jobs do, a professional's admission holds no longer than the position in the unit that it was
# given for. A guardian who has lost parental responsibility reads nothing from that moment,
# whatever the admission says; nor does one who does not live there as protected, where the address
# is strictly confidential: a helper's name can be searched for, and what is done when tells where
# (issue 4.5). Who has signed in with less than an eID of the highest level sees the own log, as its
# owner, and no other (I2): not as guardian, sibling or at work.
MY_LOGS = f"""
CREATE FUNCTION my_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL
      AND (until IS NULL OR until >= {TODAY})
      AND (NOT stafett_own_alone() OR role = 'owner')
      AND (role NOT IN ('starter', 'participant') OR {HELD})
      AND (role NOT IN ('guardian', 'asked') OR EXISTS (SELECT 1 FROM logs_log l
          WHERE l.id = a.log_id AND (l.owner_id = a.person_id OR EXISTS (
              SELECT 1 FROM people_guardianship g JOIN people_person m ON m.id = g.guardian_id
              WHERE g.child_id = l.owner_id AND g.guardian_id = a.person_id AND g.responsibility
                AND (l.protection <> 'strictly_confidential'
                  OR g.fixed_residence AND m.protection = 'strictly_confidential')))))
$$;
"""
# Asked by an admission's own key, it tells of no other unit and no other person.
ADMISSION_HOLDS = f"""
CREATE FUNCTION admission_holds(this_admission uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM logs_admission a WHERE a.id = this_admission AND {HELD})
$$;
"""
# The logs that I am let in to read. Who starts one, or is asked about it, reads no plan (H1): one
# admission that is over does not give back its sight because another one is in force.
MY_READINGS = f"""
CREATE FUNCTION my_readings() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission
    WHERE person_id = stafett_me() AND role IN ('owner', 'guardian', 'participant')
      AND ended_at IS NULL AND (until IS NULL OR until >= {TODAY})
      AND log_id IN (SELECT my_logs())
$$;
"""
# The logs in which I see what was asked and who said what: all but those whose plan alone I see.
# Whoever has the baton asks for consent, and must see it.
MY_ANSWERS = f"""
CREATE FUNCTION my_answers() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL AND (until IS NULL OR until >= {TODAY})
      AND log_id IN (SELECT my_logs())
      AND (role <> 'participant' OR sees = 'everything' OR EXISTS (
          SELECT 1 FROM logs_leg g WHERE g.log_id = a.log_id AND g.holder_id = a.person_id
            AND g.ended_at IS NULL))
$$;
"""
MY_DRAFTS = """
CREATE FUNCTION my_drafts() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT id FROM logs_log WHERE opened_at IS NULL AND id IN (SELECT my_logs())
$$;
"""
# The logs that I am let in to as one of the family.
MY_FAMILY_LOGS = f"""
CREATE FUNCTION my_family_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission
    WHERE person_id = stafett_me() AND role IN ('owner', 'guardian')
      AND ended_at IS NULL AND (until IS NULL OR until >= {TODAY})
      AND log_id IN (SELECT my_logs())
$$;
"""
# Whether I have the baton in this log.
I_HOLD = """
CREATE FUNCTION i_hold(this_log uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM logs_leg WHERE log_id = this_log
        AND holder_id = stafett_me() AND ended_at IS NULL)
$$;
"""
# Whether I work in a municipality. An outsider does not.
I_WORK = f"""
CREATE FUNCTION i_work() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position p
        WHERE p.person_id = stafett_me() AND p.role <> 'outsider' AND {WORKS})
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0001_initial"),
        ("people", "0001_initial"),
        ("municipality", "0001_initial"),
        ("book", "0002_wall"),
    ]
    operations = [
        function(TRUE_UNIT, "true_unit(uuid)", to=""),
        function(MY_LOGS, "my_logs()"),
        function(ADMISSION_HOLDS, "admission_holds(uuid)"),
        function(MY_READINGS, "my_readings()"),
        function(MY_ANSWERS, "my_answers()"),
        function(MY_DRAFTS, "my_drafts()"),
        function(MY_FAMILY_LOGS, "my_family_logs()"),
        function(I_HOLD, "i_hold(uuid)"),
        function(I_WORK, "i_work()"),
    ]
