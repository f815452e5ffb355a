"""Who asks names somebody from a service outside the municipality, by name, title and e-mail. It
lets nobody in: the family's yes does. An outsider begins no log, looks nobody up, has no baton.
Who has the baton has the link sent anew that has not been used.
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
        WHERE l.id = this_log AND l.id IN (SELECT my_logs())
          AND (l.opened_at IS NULL AND l.closed_at IS NULL AND l.started_by_id = stafett_me()
              OR i_hold(l.id) OR l.closed_at IS NOT NULL AND EXISTS (
              SELECT 1 FROM consent_reopening r WHERE r.log_id = l.id AND r.ended_at IS NULL
                AND r.starter_id = stafett_me() AND r.until >= {TODAY}))
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
# The links of those who take part in a log in which I have the baton, and have not come in by one.
WAYS_IN_OF = f"""
CREATE FUNCTION ways_in_of(this_log uuid) RETURNS TABLE (person_id uuid, lapses_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT w.person_id, w.lapses_at FROM identity_wayin w
        JOIN logs_admission a ON a.person_id = w.person_id
        JOIN consent_consent c ON c.id = a.consent_id
    WHERE a.log_id = this_log AND this_log IN (SELECT my_logs()) AND i_hold(this_log)
      AND a.role = 'participant' AND a.ended_at IS NULL AND a.until >= {TODAY}
      AND admission_holds(a.id) AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
      AND w.used_at IS NULL
$$;
"""
# The old link is dead at once, and the new one is the worker's to make: nobody knows what has this
# hash. Whoever saw another day than it lapses on is too late: a new one is sent already.
RENEW_WAY_IN = """
CREATE FUNCTION renew_way_in(this_log uuid, who uuid, seen timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE identity_wayin SET lapses_at = now() + interval '14 days',
        token_hash = encode(sha256((gen_random_uuid() || '' || gen_random_uuid())::bytea), 'hex')
        WHERE person_id = who AND lapses_at = seen
          AND person_id IN (SELECT w.person_id FROM ways_in_of(this_log) w);
    RETURN FOUND;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0012_drafts_go"),
        ("identity", "0001_initial"),
    ]
    operations = [
        function(NAME_OUTSIDER, "name_outsider(uuid, uuid, text, text, text, text, text)"),
        function(WAYS_IN_OF, "ways_in_of(uuid)"),
        function(RENEW_WAY_IN, "renew_way_in(uuid, uuid, timestamptz)"),
    ]
