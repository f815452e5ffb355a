"""Who asks names somebody from a service outside the municipality, by name, title and e-mail. It
lets nobody in: the family's yes does. An outsider begins no log, looks nobody up, has no baton.
"""

from django.db import migrations

from stafett.book.walls import TODAY, function

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


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0012_drafts_go"),
        ("identity", "0001_initial"),
    ]
    operations = [
        function(NAME_OUTSIDER, "name_outsider(uuid, uuid, text, text, text, text, text)"),
    ]
