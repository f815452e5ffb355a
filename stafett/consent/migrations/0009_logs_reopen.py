"""A closed log is opened again by a consent that asks for exactly that, and by nothing else (P8).

An administrator finds it without content, and names who asks (H7, P7). Who asks, and one who is
only asked, see the question and nothing of what was in the log before.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, function, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

NEVER_BACK = """
CREATE OR REPLACE FUNCTION log_never_goes_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
       OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
          AND NOT (NEW.closed_at IS NULL AND EXISTS (SELECT 1 FROM consent_consent
              WHERE log_id = OLD.id AND activated_at >= OLD.closed_at AND ended_at IS NULL
                AND scopes ? 'reopen')) THEN
        RAISE 'a log is opened and closed once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# Beside `admission_is_consented`, which knows the starter of a draft.
REOPENED_BY = f"""
CREATE FUNCTION asks_to_reopen(this_log uuid, who uuid, last_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM consent_reopening r JOIN logs_log l ON l.id = r.log_id
        WHERE r.log_id = this_log AND r.starter_id = who AND r.ended_at IS NULL
          AND r.until = last_day AND r.until >= {TODAY} AND l.closed_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION asks_to_reopen(uuid, uuid, date) FROM PUBLIC;
"""
# As before, and one who asks to open a closed log again.
ADMISSION = """
CREATE OR REPLACE FUNCTION admission_is_consented() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
    born date;
    held boolean;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id;
    SELECT birth_date INTO born FROM people_person WHERE id = this_log.owner_id;
    held := CASE NEW.role
        WHEN 'starter' THEN this_log.started_by_id = NEW.person_id AND this_log.opened_at IS NULL
            OR asks_to_reopen(NEW.log_id, NEW.person_id, NEW.until)
        WHEN 'asked' THEN EXISTS (SELECT 1 FROM consent_asked a
            JOIN consent_consent c ON c.id = a.consent_id
            WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND a.person_id = NEW.person_id
              AND c.asked_at IS NOT NULL AND c.activated_at IS NULL AND c.ended_at IS NULL)
        WHEN 'owner' THEN this_log.owner_id = NEW.person_id AND this_log.opened_at IS NOT NULL
        WHEN 'guardian' THEN this_log.opened_at IS NOT NULL
            AND extract(year FROM age(NEW.until, born)) < 18
            AND EXISTS (SELECT 1 FROM people_guardianship g WHERE g.child_id = this_log.owner_id
                AND g.guardian_id = NEW.person_id AND g.responsibility)
        WHEN 'participant' THEN EXISTS (SELECT 1 FROM consent_named n
            JOIN consent_consent c ON c.id = n.consent_id
            WHERE c.id = NEW.consent_id AND c.log_id = NEW.log_id AND n.person_id = NEW.person_id
              AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
              AND NEW.until IS NOT NULL AND NEW.until <= n.until AND NEW.sees = n.sees
              AND (NEW.service, NEW.title, NEW.task) = (n.service, n.title, n.task)
              AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w
                              WHERE w.consent_id = c.id AND w.only_id = n.person_id))
        ELSE false END;
    IF held IS NOT TRUE THEN
        RAISE 'nothing in force lets this person in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
ADMISSION_UNIT = """
CREATE OR REPLACE FUNCTION admission_knows_its_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.role = 'participant' AND NOT EXISTS (SELECT 1 FROM consent_named n
            WHERE n.consent_id = NEW.consent_id AND n.person_id = NEW.person_id
              AND n.unit_id = NEW.unit_id)
       OR NEW.role = 'starter' AND NOT EXISTS (SELECT 1 FROM logs_log l
            WHERE l.id = NEW.log_id AND l.unit_id = NEW.unit_id)
       AND NOT EXISTS (SELECT 1 FROM consent_reopening r JOIN municipality_position p
            ON p.person_id = r.starter_id AND p.unit_id = NEW.unit_id
            WHERE r.log_id = NEW.log_id AND r.starter_id = NEW.person_id
              AND r.ended_at IS NULL) THEN
        RAISE 'nothing in force lets this person in for this unit'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# The logs of which I know because of a question alone, and that were lived in before.
MY_QUESTIONS = """
CREATE FUNCTION my_questions() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT id FROM logs_log WHERE closed_at IS NOT NULL
        AND id IN (SELECT my_logs()) AND id NOT IN (SELECT my_readings())
$$;
"""
LIVED_IN = "log_id = ANY (ARRAY (SELECT my_questions()))"


def only(table: str, seen: str) -> str:
    """Of a log that I only know by a question, no more of this table than this."""
    return (
        f"CREATE POLICY web_only_asked ON {table} AS RESTRICTIVE FOR SELECT TO stafett_web"
        f" USING (NOT ({LIVED_IN}) OR ({seen}));"
    )


OF_IT = "EXISTS (SELECT 1 FROM consent_consent c WHERE c.id = consent_id)"
ONLY_THE_QUESTION = "\n".join(
    [
        only(
            "consent_consent",
            "ended_at IS NULL OR (scopes ? 'reopen' AND activated_at IS NULL)",
        ),
        *(
            only(f"consent_{table}", OF_IT)
            for table in ("named", "group", "asked", "signature", "keptout", "withdrawal")
        ),
        only("consent_oralconsent", "noted_by_id = stafett_me()"),
        only("logs_admission", "role IN ('starter', 'asked') OR person_id = stafett_me()"),
        *(only(f"logs_{table}", "false") for table in ("leg", "handover", "closing")),
    ]
)

NEXT_VERSION = """
CREATE FUNCTION next_consent_version(this_log uuid) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT (coalesce(max(version), 0) + 1)::int FROM consent_consent
    WHERE log_id = this_log AND this_log IN (SELECT my_logs())
$$;
"""

# Whom the family kept out last stays kept out in the new question, until they say otherwise.
KEPT_OUT_BEFORE = """
CREATE FUNCTION kept_out_before(this_log uuid) RETURNS TABLE (person_id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT k.person_id, k.name FROM consent_keptout k
    WHERE this_log IN (SELECT my_logs()) AND k.consent_id = (SELECT id FROM consent_consent
        WHERE log_id = this_log AND activated_at IS NOT NULL ORDER BY version DESC LIMIT 1)
$$;
"""

# Found by the whole short name or by the child, never listed: no name is told to an administrator.
CLOSED_LOGS = f"""
CREATE FUNCTION closed_logs_of(town uuid, this_log uuid, child uuid, called text) RETURNS TABLE (
    log_id uuid, opened_on date, closed_on date, starter text, until date, child_has_log boolean)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT l.id, (l.opened_at AT TIME ZONE 'Europe/Oslo')::date,
        (l.closed_at AT TIME ZONE 'Europe/Oslo')::date,
        p.given_name || ' ' || p.family_name, r.until,
        EXISTS (SELECT 1 FROM logs_log o WHERE o.owner_id = l.owner_id
                AND o.municipality_id = town AND o.closed_at IS NULL)
    FROM logs_log l
    LEFT JOIN consent_reopening r
        ON r.log_id = l.id AND r.ended_at IS NULL AND r.until >= {TODAY}
    LEFT JOIN people_person p ON p.id = r.starter_id
    WHERE l.municipality_id = town AND town IN (SELECT my_municipalities())
      AND l.opened_at IS NOT NULL AND l.closed_at IS NOT NULL
      AND (l.id = this_log OR l.owner_id = child
           OR (called <> '' AND lower(l.short_name) = lower(called)))
    ORDER BY l.closed_at DESC
$$;
"""

# '' when it is done, or why not. The rows have no other way in.
ALLOW_REOPENING = f"""
CREATE FUNCTION allow_reopening(this_log uuid, who uuid, in_unit uuid, last_day date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    found_log logs_log;
BEGIN
    SELECT * INTO found_log FROM logs_log WHERE id = this_log AND opened_at IS NOT NULL
        AND municipality_id IN (SELECT my_municipalities()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'gone';
    ELSIF found_log.closed_at IS NULL THEN
        RETURN 'open';
    ELSIF EXISTS (SELECT 1 FROM logs_log WHERE owner_id = found_log.owner_id
            AND municipality_id = found_log.municipality_id AND closed_at IS NULL) THEN
        RETURN 'another';
    ELSIF found_log.owner_id IN (who, stafett_me()) OR EXISTS (SELECT 1 FROM people_guardianship
            WHERE child_id = found_log.owner_id AND guardian_id IN (who, stafett_me())) THEN
        RETURN 'own';
    ELSIF NOT EXISTS (SELECT 1 FROM municipality_position p JOIN municipality_unit u
            ON u.id = p.unit_id WHERE p.person_id = who AND p.unit_id = in_unit
              AND u.municipality_id = found_log.municipality_id AND p.ended_at IS NULL
              AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})) THEN
        RETURN 'not_here';
    ELSIF EXISTS (SELECT 1 FROM consent_keptout k WHERE k.person_id = who AND k.consent_id = (
            SELECT id FROM consent_consent WHERE log_id = this_log AND activated_at IS NOT NULL
            ORDER BY version DESC LIMIT 1)) THEN
        RETURN 'kept_out';
    ELSIF EXISTS (SELECT 1 FROM consent_reopening
            WHERE log_id = this_log AND ended_at IS NULL AND until >= {TODAY}) THEN
        RETURN 'waits';
    END IF;
    UPDATE consent_consent SET ended_at = now(), "end" = 'taken_back'
        WHERE log_id = this_log AND ended_at IS NULL;
    UPDATE logs_admission SET ended_at = now()
        WHERE log_id = this_log AND role IN ('starter', 'asked') AND ended_at IS NULL;
    UPDATE consent_reopening SET ended_at = now() WHERE log_id = this_log AND ended_at IS NULL;
    INSERT INTO consent_reopening (id, log_id, starter_id, by_id, at, until)
        VALUES (gen_random_uuid(), this_log, who, stafett_me(), now(), last_day);
    INSERT INTO logs_admission (id, log_id, person_id, role, sees, service, title, task, phone,
            email, unit_id, from_at, until)
        VALUES (gen_random_uuid(), this_log, who, 'starter', 'everything', '', '', '', '', '',
            in_unit, now(), last_day);
    RETURN '';
END $$;
"""

# In the transaction in which an administrator lets somebody ask, and in no other, she can write
# that in the log's book; she reads nothing there.
LETTING_ASK = """
CREATE FUNCTION letting_ask() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM consent_reopening WHERE by_id = stafett_me() AND at = now()
$$;
"""
NOW = "= ANY (ARRAY (SELECT letting_ask()))"
AT_THE_END = """(number, previous_hash) = (
    SELECT b.count + 1, b.last_hash FROM book_book b WHERE b.id = book_id)"""
BOOK = f"""
CREATE POLICY letting_ask_see ON book_book FOR SELECT TO stafett_web USING (id {NOW});
CREATE POLICY letting_ask_change ON book_book FOR UPDATE TO stafett_web
    USING (id {NOW}) WITH CHECK (id {NOW});
CREATE POLICY letting_ask_write ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id {NOW} AND actor_id = stafett_me() AND {AT_THE_END});
CREATE POLICY letting_ask_write ON book_content FOR INSERT TO stafett_web
    WITH CHECK (book_id {NOW});
"""

# A child whose closed log I ask to open again: the register is asked about its family first.
MY_CHARGES = f"""
CREATE OR REPLACE FUNCTION my_charges() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT owner_id FROM logs_log WHERE closed_at IS NULL AND id IN (SELECT my_logs()) AND CASE
        WHEN opened_at IS NULL THEN started_by_id = stafett_me()
        ELSE EXISTS (SELECT 1 FROM logs_leg WHERE log_id = logs_log.id
                     AND holder_id = stafett_me() AND ended_at IS NULL) END
    UNION SELECT l.owner_id FROM logs_log l JOIN consent_reopening r ON r.log_id = l.id
        WHERE l.closed_at IS NOT NULL AND r.starter_id = stafett_me() AND r.ended_at IS NULL
          AND r.until >= {TODAY}
$$;
"""


def key(model: str, related: str = "+", action: object = None) -> models.ForeignKey:
    on_delete = action or django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0008_questions_differ"),
        ("logs", "0009_families_renewed"),
    ]
    operations = [
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("until", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("by", key("people.person")),
                ("starter", key("people.person")),
                ("log", key("logs.log", "reopenings", django.db.models.deletion.CASCADE)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("log",),
                        name="one_reopening_at_a_time",
                    )
                ]
            },
        ),
        wall("consent_reopening", MINE, insert="false"),
        grant("consent_reopening", web="SELECT, UPDATE (ended_at)"),
        RunSQL(
            "CREATE TRIGGER ends_once BEFORE UPDATE ON consent_reopening"
            " FOR EACH ROW EXECUTE FUNCTION ends_once();",
            RunSQL.noop,
        ),
        trigger(NEVER_BACK, "log_never_goes_back"),
        RunSQL(REOPENED_BY, RunSQL.noop),
        trigger(ADMISSION, "admission_is_consented"),
        trigger(ADMISSION_UNIT, "admission_knows_its_unit"),
        RunSQL(MY_CHARGES, RunSQL.noop),
        function(MY_QUESTIONS, "my_questions()"),
        RunSQL(ONLY_THE_QUESTION, RunSQL.noop),
        function(NEXT_VERSION, "next_consent_version(uuid)"),
        function(KEPT_OUT_BEFORE, "kept_out_before(uuid)"),
        function(CLOSED_LOGS, "closed_logs_of(uuid, uuid, uuid, text)"),
        function(ALLOW_REOPENING, "allow_reopening(uuid, uuid, uuid, date)"),
        function(LETTING_ASK, "letting_ask()"),
        RunSQL(BOOK, RunSQL.noop),
    ]
