"""Where somebody works is no key in a log with a protected address (issue 4.5).

Its rows name a unit that stands in for the real one: of the same kind, without its name, known in
that log alone. Who is cleared reads which it is; nobody else, with whatever SQL.
"""

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import function, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
CLEARED = """log_id = ANY (ARRAY (SELECT my_logs()))
    AND log_id <> ALL (ARRAY (SELECT my_uncleared()))"""

TRUE_UNIT = """
CREATE FUNCTION true_unit(this_unit uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT coalesce((SELECT unit_id FROM logs_workplace WHERE stand_in_id = this_unit), this_unit)
$$;
"""
STAND_IN = """
CREATE FUNCTION stand_in(this_log uuid, this_unit uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    found uuid;
BEGIN
    SELECT stand_in_id INTO found FROM logs_workplace
        WHERE log_id = this_log AND this_unit IN (stand_in_id, unit_id);
    IF found IS NULL AND this_unit IS NOT NULL THEN
        found := gen_random_uuid();
        INSERT INTO municipality_unit (id, municipality_id, key, name, kind, stands_in_log)
            SELECT found, municipality_id, found::text, kind_of_service(id), kind, this_log
            FROM municipality_unit WHERE id = this_unit;
        INSERT INTO logs_workplace (stand_in_id, log_id, unit_id)
            VALUES (found, this_log, this_unit);
    END IF;
    RETURN found;
END $$;
"""
HIDES_WORKPLACE = """
CREATE FUNCTION hides_workplace() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.log_id) THEN
        NEW.unit_id := stand_in(NEW.log_id, NEW.unit_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hides_workplace BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION hides_workplace();
"""
# Afterwards: who starts a log works in its unit, and that is looked at first.
LOG_HIDES_UNIT = """
CREATE FUNCTION log_hides_unit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF log_hides_places(NEW.id) THEN
        UPDATE logs_log SET unit_id = stand_in(id, unit_id) WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER log_hides_unit AFTER INSERT ON logs_log
    FOR EACH ROW EXECUTE FUNCTION log_hides_unit();
"""
GOES_WITH_THE_LOG = """
ALTER TABLE logs_workplace ADD CONSTRAINT logs_workplace_log
    FOREIGN KEY (log_id) REFERENCES logs_log (id) ON DELETE CASCADE;
"""
STAND_IN_GOES = """
CREATE FUNCTION stand_in_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    DELETE FROM municipality_unit WHERE id = OLD.stand_in_id;
    RETURN NULL;
END $$;
CREATE TRIGGER stand_in_goes AFTER DELETE ON logs_workplace
    FOR EACH ROW EXECUTE FUNCTION stand_in_goes();
"""
# As before, and the units of the log and of all who were let in to it.
PLACES_ARE_HIDDEN = """
CREATE OR REPLACE FUNCTION places_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE logs_admission a SET service = kind_of_service(a.unit_id), phone = '', email = ''
        WHERE a.role = 'participant'
          AND a.log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    UPDATE logs_reading r SET service = kind_of_service(u.id) FROM municipality_unit u
        WHERE u.name = r.service AND r.log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    UPDATE logs_admission SET unit_id = stand_in(log_id, unit_id)
        WHERE unit_id IS NOT NULL
          AND log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    UPDATE logs_log SET unit_id = stand_in(id, unit_id) WHERE owner_id = NEW.id;
    RETURN NULL;
END $$;
"""
TELLS_PLACE = """
CREATE OR REPLACE FUNCTION tells_place(this_log uuid, said jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH units AS (SELECT unit_id FROM logs_workplace WHERE log_id = this_log),
    telling AS (
        SELECT u.name AS words FROM municipality_unit u WHERE u.id IN (SELECT unit_id FROM units)
        UNION SELECT unnest(ARRAY[p.phone, p.email]) FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units))
    SELECT this_log IN (SELECT my_logs()) AND EXISTS (SELECT 1 FROM telling
        WHERE words <> '' AND position(lower(words) IN lower(said::text)) > 0)
$$;
"""
# Held since the admission was given: who leaves and comes back is let in anew.
HELD = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.person_id = a.person_id AND p.unit_id = true_unit(a.unit_id) AND p.ended_at IS NULL
      AND p.from_date <= (a.from_at AT TIME ZONE 'Europe/Oslo')::date
      AND (p.until IS NULL OR p.until >= {TODAY}))"""
MY_LOGS = f"""
CREATE OR REPLACE FUNCTION my_logs() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT log_id FROM logs_admission a
    WHERE person_id = stafett_me() AND ended_at IS NULL
      AND (until IS NULL OR until >= {TODAY})
      AND (role NOT IN ('starter', 'participant') OR {HELD})
      AND (role NOT IN ('guardian', 'asked') OR EXISTS (SELECT 1 FROM logs_log l
          WHERE l.id = a.log_id AND (l.owner_id = a.person_id OR EXISTS (
              SELECT 1 FROM people_guardianship g WHERE g.child_id = l.owner_id
                AND g.guardian_id = a.person_id AND g.responsibility))))
$$;
"""
# Asked by an admission's own key, it tells of no other unit and no other person.
ADMISSION_HOLDS = f"""
CREATE FUNCTION admission_holds(this_admission uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM logs_admission a WHERE a.id = this_admission AND {HELD})
$$;
"""
LEADS = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.unit_id = u.id AND p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
      AND (p.until IS NULL OR p.until >= {TODAY}) AND p.person_id <> g.holder_id"""
# A leader is told of the own unit, whatever stands in for it in the log.
UNATTENDED = f"""
CREATE OR REPLACE FUNCTION unattended_batons()
RETURNS TABLE (unit_id uuid, unit text, holder text, since date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT u.id, u.name, h.given_name || ' ' || h.family_name,
        coalesce((a.ended_at AT TIME ZONE 'Europe/Oslo')::date, least(a.until, (
            SELECT max(coalesce((p.ended_at AT TIME ZONE 'Europe/Oslo')::date, p.until))
            FROM municipality_position p WHERE p.person_id = a.person_id AND p.unit_id = u.id)))
    FROM logs_leg g JOIN logs_log l ON l.id = g.log_id JOIN people_person h ON h.id = g.holder_id
    CROSS JOIN LATERAL (SELECT b.* FROM logs_admission b WHERE b.log_id = g.log_id
        AND b.person_id = g.holder_id AND b.role = 'participant'
        ORDER BY b.from_at DESC LIMIT 1) a
    JOIN municipality_unit u ON u.id = true_unit(a.unit_id)
    WHERE g.ended_at IS NULL AND l.closed_at IS NULL
      AND NOT (a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY}) AND {HELD})
      AND ({LEADS} AND p.person_id = stafett_me())
        OR u.municipality_id IN (SELECT my_municipalities()) AND NOT {LEADS}))
    ORDER BY 4, 2, 3
$$;
"""
# A stand-in is known in its own log alone.
KNOWN = "stands_in_log IS NULL OR stands_in_log = ANY (ARRAY (SELECT my_logs()))"


def inner(sql: str, name: str) -> migrations.RunSQL:
    """A function for other functions alone."""
    return migrations.RunSQL(
        f"{sql} ALTER FUNCTION {name} SET search_path = public, pg_temp;"
        f" REVOKE ALL ON FUNCTION {name} FROM PUBLIC;",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("logs", "0016_readings_end"), ("municipality", "0006_stand_ins")]
    operations = [
        migrations.CreateModel(
            name="Workplace",
            fields=[
                (
                    "stand_in",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="municipality.unit",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workplaces",
                        to="logs.log",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "unit"), name="one_stand_in_a_log")
                ]
            },
        ),
        migrations.RunSQL(GOES_WITH_THE_LOG, migrations.RunSQL.noop),
        inner(TRUE_UNIT, "true_unit(uuid)"),
        inner(STAND_IN, "stand_in(uuid,uuid)"),
        function(MY_LOGS, "my_logs()"),
        function(ADMISSION_HOLDS, "admission_holds(uuid)"),
        function(UNATTENDED, "unattended_batons()"),
        function(TELLS_PLACE, "tells_place(uuid,jsonb)"),
        trigger(HIDES_WORKPLACE, "hides_workplace"),
        trigger(LOG_HIDES_UNIT, "log_hides_unit"),
        trigger(STAND_IN_GOES, "stand_in_goes"),
        trigger(PLACES_ARE_HIDDEN, "places_are_hidden"),
        wall("municipality_unit", KNOWN, insert="false", change="false"),
        wall("logs_workplace", CLEARED, insert="false", change="false"),
        grant("logs_workplace", web="SELECT"),
    ]
