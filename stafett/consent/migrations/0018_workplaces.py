"""What is asked names no place by its key either, and the staff's list tells it to nobody (4.5).

Who reads a log without being cleared does not find its helpers in the municipality's list of staff,
but where they work together anyway, or share a log in which the service is told.
"""

from django.db import migrations

from stafett.book.walls import function, restrict, trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

NAMED = """
CREATE TRIGGER hides_workplace BEFORE INSERT ON consent_named
    FOR EACH ROW EXECUTE FUNCTION hides_workplace();
"""
LEAVING = """
CREATE FUNCTION leaving_hides_workplace() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.leaving_unit_id IS NOT NULL AND log_hides_places(NEW.log_id) THEN
        NEW.leaving_unit_id := stand_in(NEW.log_id, NEW.leaving_unit_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_leaving_hides_workplace BEFORE INSERT OR UPDATE OF leaving_unit_id
    ON consent_consent FOR EACH ROW EXECUTE FUNCTION leaving_hides_workplace();
"""
ADMISSION_UNIT = """
CREATE OR REPLACE FUNCTION admission_knows_its_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    here uuid := true_unit(NEW.unit_id);
BEGIN
    IF NEW.role = 'participant' AND NOT EXISTS (SELECT 1 FROM consent_named n
            WHERE n.consent_id = NEW.consent_id AND n.person_id = NEW.person_id
              AND true_unit(n.unit_id) = here)
       OR NEW.role = 'starter' AND NOT EXISTS (SELECT 1 FROM logs_log l
            WHERE l.id = NEW.log_id AND true_unit(l.unit_id) = here)
       AND NOT EXISTS (SELECT 1 FROM consent_reopening r JOIN municipality_position p
            ON p.person_id = r.starter_id AND p.unit_id = here
            WHERE r.log_id = NEW.log_id AND r.starter_id = NEW.person_id
              AND r.ended_at IS NULL) THEN
        RAISE 'nothing in force lets this person in for this unit'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# Asked by the row's own key, it tells of no other unit and no other person.
NAMED_WORKS = """
CREATE FUNCTION named_works(this_row uuid, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN municipality_position p
        ON p.person_id = n.person_id AND p.unit_id = true_unit(n.unit_id)
        WHERE n.id = this_row AND p.ended_at IS NULL AND p.from_date <= on_day
          AND (p.until IS NULL OR p.until >= on_day))
$$;
"""
CONSENT_NAMES = f"""
CREATE OR REPLACE FUNCTION consent_names(this_log uuid, this_person uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN consent_consent c ON c.id = n.consent_id
        WHERE c.log_id = this_log AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
          AND n.person_id = this_person AND n.until >= {TODAY} AND named_works(n.id, {TODAY})
          AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w
                          WHERE w.consent_id = c.id AND w.only_id = n.person_id))
$$;
"""
ASKED_IS_FROZEN = """
CREATE OR REPLACE FUNCTION asked_is_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'consent_named' THEN
        IF log_hides_places(NEW.log_id)
           AND to_jsonb(NEW) - '{service,phone,email,unit_id}'::text[]
             = to_jsonb(OLD) - '{service,phone,email,unit_id}'::text[]
           AND (to_jsonb(NEW)->>'service', to_jsonb(NEW)->>'phone', to_jsonb(NEW)->>'email')
             = (kind_of_service((to_jsonb(NEW)->>'unit_id')::uuid), '', '')
           AND true_unit((to_jsonb(NEW)->>'unit_id')::uuid)
             = true_unit((to_jsonb(OLD)->>'unit_id')::uuid) THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM 1 FROM consent_consent WHERE id IN (NEW.consent_id, OLD.consent_id) FOR SHARE;
    IF EXISTS (SELECT 1 FROM consent_consent
               WHERE (asked_at IS NOT NULL OR ended_at IS NOT NULL)
                 AND id IN (NEW.consent_id, OLD.consent_id)) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
# As before, but for the unit that leaves, which a stand-in takes the place of.
CONSENT_IS_FINAL = """
CREATE OR REPLACE FUNCTION consent_is_final() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF coalesce(NEW.asked_at, NEW.activated_at, NEW.ended_at) IS NOT NULL THEN
            RAISE 'a consent begins unasked' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF pg_trigger_depth() > 1 AND log_hides_places(NEW.log_id)
       AND to_jsonb(NEW) - '{text,leaving_unit_id}'::text[]
         = to_jsonb(OLD) - '{text,leaving_unit_id}'::text[]
       AND true_unit(NEW.leaving_unit_id) IS NOT DISTINCT FROM true_unit(OLD.leaving_unit_id)
       AND (NEW.text IS NOT DISTINCT FROM OLD.text
            OR EXISTS (SELECT 1 FROM consent_originaltext WHERE consent_id = NEW.id)) THEN
        RETURN NEW;
    END IF;
    IF OLD.asked_at IS NOT NULL AND (OLD.asked_at, OLD.text, OLD.text_hash, OLD.scopes, OLD.policy,
            OLD.purpose, OLD.kept_out, OLD.asked_by_id, OLD.log_id, OLD.version,
            OLD.next_holder_id, OLD.leaving_unit_id, OLD.leaving_on)
        IS DISTINCT FROM (NEW.asked_at, NEW.text, NEW.text_hash, NEW.scopes, NEW.policy,
            NEW.purpose, NEW.kept_out, NEW.asked_by_id, NEW.log_id, NEW.version,
            NEW.next_holder_id, NEW.leaving_unit_id, NEW.leaving_on) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
        RAISE 'an ended consent cannot be revived' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NOT NULL AND (to_jsonb(OLD) - '{ended_at,end}'::text[])
        IS DISTINCT FROM (to_jsonb(NEW) - '{ended_at,end}'::text[]) THEN
        RAISE 'an active consent can only end' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM consent_group WHERE consent_id = NEW.id)
        OR EXISTS (SELECT 1 FROM consent_group g WHERE g.consent_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM consent_asked a JOIN consent_signature s
                ON s.consent_id = NEW.id AND s.person_id = a.person_id
            WHERE a.group_id = g.id AND s.says_yes AND s.text_hash = NEW.text_hash))
        OR EXISTS (SELECT 1 FROM consent_signature s
            WHERE s.consent_id = NEW.id AND NOT s.says_yes)) THEN
        RAISE 'a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
WITHOUT_PLACES = """
CREATE OR REPLACE FUNCTION without_places(this_log uuid, said text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    each record;
BEGIN
    FOR each IN
        WITH units AS (SELECT unit_id FROM logs_workplace WHERE log_id = this_log)
        SELECT u.name AS words, kind_of_service(u.id) AS instead FROM municipality_unit u
            WHERE u.id IN (SELECT unit_id FROM units)
        UNION SELECT unnest(ARRAY[p.phone, p.email]), '' FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units)
        ORDER BY 1 DESC
    LOOP
        IF each.words <> '' THEN
            said := replace(said, trim(both '"' FROM to_json(each.words)::text), each.instead);
        END IF;
    END LOOP;
    RETURN said;
END $$;
"""
NAMED_ARE_HIDDEN = """
CREATE OR REPLACE FUNCTION places_of_named_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE consent_named SET service = kind_of_service(unit_id), phone = '', email = '',
            unit_id = stand_in(log_id, unit_id)
        WHERE log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    UPDATE consent_consent SET leaving_unit_id = stand_in(log_id, leaving_unit_id)
        WHERE leaving_unit_id IS NOT NULL
          AND log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    INSERT INTO consent_originaltext (consent_id, log_id, text)
        SELECT id, log_id, text FROM consent_consent WHERE text IS NOT NULL
            AND log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id)
        ON CONFLICT DO NOTHING;
    UPDATE consent_consent SET text = without_places(log_id, text::text)::jsonb
        WHERE text IS NOT NULL AND log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    RETURN NULL;
END $$;
"""
HIDDEN_STAFF = f"""
CREATE FUNCTION my_hidden_staff() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT person_id FROM (
        SELECT person_id FROM logs_admission
            WHERE log_id IN (SELECT my_uncleared()) AND role IN ('starter', 'participant')
        UNION SELECT person_id FROM consent_named WHERE log_id IN (SELECT my_uncleared())
    ) helpers
    WHERE person_id <> stafett_me()
      AND NOT EXISTS (SELECT 1 FROM municipality_position p
          WHERE p.person_id = helpers.person_id AND (p.unit_id IN (SELECT my_units())
            OR p.unit_id IN (SELECT m.unit_id FROM municipality_position m
                WHERE m.person_id = stafett_me() AND m.ended_at IS NULL AND m.from_date <= {TODAY}
                  AND (m.until IS NULL OR m.until >= {TODAY}))))
      AND NOT EXISTS (SELECT 1 FROM logs_admission a
          WHERE a.person_id = helpers.person_id AND a.role IN ('starter', 'participant')
            AND a.log_id IN (SELECT my_readings() EXCEPT SELECT my_uncleared()))
$$;
"""
# Who stands in the list of staff is a person to everyone, and takes no other number.
STAFF = "EXISTS (SELECT 1 FROM municipality_position p WHERE p.person_id = {})"
PEOPLE_STAY = f"""
ALTER POLICY web_sees ON people_person USING (id = ANY (ARRAY (SELECT my_people()))
    OR (stafett_me() IS NOT NULL AND ({STAFF.format("people_person.id")}
        OR id = ANY (ARRAY (SELECT my_hidden_staff())))));
ALTER POLICY web_writes ON people_nationalidentity WITH CHECK (i_work()
    AND NOT {STAFF.format("people_nationalidentity.person_id")}
    AND person_id <> ALL (ARRAY (SELECT my_hidden_staff())));
"""
# Logs that were protected before.
NOW_HIDDEN = """
UPDATE logs_admission SET unit_id = stand_in(log_id, unit_id)
    WHERE unit_id IS NOT NULL AND log_hides_places(log_id);
UPDATE logs_log SET unit_id = stand_in(id, unit_id) WHERE log_hides_places(id);
UPDATE consent_named SET service = kind_of_service(unit_id), phone = '', email = '',
    unit_id = stand_in(log_id, unit_id) WHERE log_hides_places(log_id);
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0017_recorder_lets_in"), ("logs", "0017_workplaces")]
    operations = [
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        trigger(LEAVING, "leaving_hides_workplace"),
        trigger(ADMISSION_UNIT, "admission_knows_its_unit"),
        function(NAMED_WORKS, "named_works(uuid,date)"),
        migrations.RunSQL(CONSENT_NAMES, migrations.RunSQL.noop),
        trigger(ASKED_IS_FROZEN, "asked_is_frozen"),
        trigger(CONSENT_IS_FINAL, "consent_is_final"),
        migrations.RunSQL(
            f"{WITHOUT_PLACES}"
            "ALTER FUNCTION without_places(uuid, text) SET search_path = public, pg_temp;",
            migrations.RunSQL.noop,
        ),
        trigger(NAMED_ARE_HIDDEN, "places_of_named_are_hidden"),
        function(HIDDEN_STAFF, "my_hidden_staff()"),
        migrations.RunSQL(PEOPLE_STAY, migrations.RunSQL.noop),
        restrict(
            "municipality_position",
            "person_id <> ALL (ARRAY (SELECT my_hidden_staff()))",
        ),
        migrations.RunSQL(NOW_HIDDEN, migrations.RunSQL.noop),
    ]
