"""Who asks names somebody from a service outside the municipality, by name, title and e-mail. It
lets nobody in: the family's yes does. An outsider begins no log, looks nobody up, has no baton.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function, trigger

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
HELD = f"p.ended_at IS NULL AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY})"

NAME_OUTSIDER = f"""
CREATE FUNCTION name_outsider(
    this_log uuid, this_unit uuid, given text, family text, called text, mail text, number text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    town uuid;
    who uuid := gen_random_uuid();
    made uuid;
BEGIN
    SELECT l.municipality_id INTO town FROM logs_log l
        JOIN municipality_unit u ON u.municipality_id = l.municipality_id AND u.id = this_unit
        WHERE l.id = this_log AND l.id IN (SELECT my_logs()) AND l.closed_at IS NULL
          AND (l.opened_at IS NULL AND l.started_by_id = stafett_me() OR EXISTS (
              SELECT 1 FROM logs_leg g WHERE g.log_id = l.id AND g.holder_id = stafett_me()
                AND g.ended_at IS NULL))
          AND EXISTS (SELECT 1 FROM consent_consent c WHERE c.log_id = l.id
              AND c.asked_at IS NULL AND c.ended_at IS NULL)
          AND u.kind IN ('gp', 'bup', 'county', 'state', 'private')
          AND u.ended_at IS NULL AND u.stands_in_log IS NULL;
    IF NOT FOUND OR trim(given) = '' OR trim(family) = '' OR trim(mail) = '' THEN
        RETURN NULL;
    END IF;
    -- The same name with the same e-mail in the same service is the same person.
    SELECT p.id INTO made FROM municipality_position p JOIN people_person n ON n.id = p.person_id
        WHERE p.unit_id = this_unit AND p.role = 'outsider' AND {HELD}
          AND lower(p.email) = lower(mail)
          AND lower(n.given_name || ' ' || n.family_name) = lower(given || ' ' || family);
    IF FOUND THEN
        RETURN made;
    END IF;
    made := gen_random_uuid();
    INSERT INTO people_person (id, given_name, family_name, protection, language)
        VALUES (who, given, family, 'none', '');
    INSERT INTO municipality_position
            (id, person_id, unit_id, title, role, phone, email, from_date)
        VALUES (made, who, this_unit, called, 'outsider', number, mail, {TODAY});
    -- Fictional people are signed in as from a list, these too.
    INSERT INTO identity_trainingaccount
            (person_id, municipality_id, name, "group", line_nb, line_nn, line_en, "order")
        SELECT who, m.id, given || ' ' || family, 'helper', l.line, l.line, l.line, 900
        FROM municipality_municipality m, municipality_unit u,
            LATERAL (SELECT left(called || ', ' || u.name, 120) AS line) l
        WHERE m.id = town AND m.training AND u.id = this_unit;
    RETURN made;
END $$;
"""
I_WORK = f"""
CREATE OR REPLACE FUNCTION i_work() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM municipality_position p
        WHERE p.person_id = stafett_me() AND p.role <> 'outsider' AND {HELD})
$$;
"""
DRAFT_OF_MINE = f"""
ALTER POLICY web_writes ON logs_log WITH CHECK (
    started_by_id = stafett_me() AND opened_at IS NULL AND closed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM municipality_municipality m WHERE m.id = logs_log.id)
    AND EXISTS (SELECT 1 FROM municipality_position p JOIN municipality_unit u ON u.id = p.unit_id
        WHERE p.person_id = stafett_me() AND u.id = logs_log.unit_id AND p.role <> 'outsider'
          AND u.municipality_id = logs_log.municipality_id AND {HELD}));
"""
# D1: the baton is had by those who work in the municipality or with it, whoever offers it; and so
# it is with who stands in for a holder.
BATON_STAYS = f"""
CREATE FUNCTION baton_stays_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    receiver uuid := coalesce(to_jsonb(NEW)->>'offered_to_id', to_jsonb(NEW)->>'deputy_id',
        to_jsonb(NEW)->>'holder_id')::uuid;
    roles text[] := ARRAY (SELECT DISTINCT p.role::text FROM municipality_position p
        JOIN municipality_unit u ON u.id = p.unit_id
        JOIN logs_log l ON l.municipality_id = u.municipality_id
        WHERE p.person_id = receiver AND l.id = NEW.log_id AND {HELD});
BEGIN
    IF roles = ARRAY['outsider'] THEN
        RAISE 'the baton stays in the municipality' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER baton_stays_here BEFORE INSERT ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION baton_stays_here();
CREATE TRIGGER baton_stays_here BEFORE INSERT ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION baton_stays_here();
CREATE TRIGGER baton_stays_here BEFORE INSERT ON logs_leg
    FOR EACH ROW EXECUTE FUNCTION baton_stays_here();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0025_oral_about"),
        ("municipality", "0013_outsiders"),
        ("identity", "0004_session_wall"),
    ]
    operations = [
        function(NAME_OUTSIDER, "name_outsider(uuid,uuid,text,text,text,text,text)"),
        RunSQL(I_WORK, RunSQL.noop),
        RunSQL(DRAFT_OF_MINE, RunSQL.noop),
        trigger(BATON_STAYS, "baton_stays_here"),
    ]
