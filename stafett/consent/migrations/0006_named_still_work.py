"""Whom a consent names is let in, and takes the baton, only while working in the unit named."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

# Admissions from before they knew their unit.
UNITS = """
UPDATE logs_admission a SET unit_id = n.unit_id FROM consent_named n
    WHERE a.role = 'participant' AND n.consent_id = a.consent_id AND n.person_id = a.person_id;
UPDATE logs_admission a SET unit_id = l.unit_id FROM logs_log l
    WHERE a.role = 'starter' AND l.id = a.log_id;
"""

CONSENT_NAMES = f"""
CREATE OR REPLACE FUNCTION consent_names(this_log uuid, this_person uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM consent_named n JOIN consent_consent c ON c.id = n.consent_id
        WHERE c.log_id = this_log AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
          AND n.person_id = this_person AND n.until >= {TODAY}
          AND EXISTS (SELECT 1 FROM municipality_position p
              WHERE p.person_id = n.person_id AND p.unit_id = n.unit_id AND p.ended_at IS NULL
                AND p.from_date <= {TODAY} AND (p.until IS NULL OR p.until >= {TODAY}))
          AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w
                          WHERE w.consent_id = c.id AND w.only_id = n.person_id))
$$;
"""

# Beside `admission_is_consented`: the unit is the one that the family read, or the draft's own.
ADMISSION_KNOWS_ITS_UNIT = """
CREATE FUNCTION admission_knows_its_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.role = 'participant' AND NOT EXISTS (SELECT 1 FROM consent_named n
            WHERE n.consent_id = NEW.consent_id AND n.person_id = NEW.person_id
              AND n.unit_id = NEW.unit_id)
       OR NEW.role = 'starter' AND NOT EXISTS (SELECT 1 FROM logs_log l
            WHERE l.id = NEW.log_id AND l.unit_id = NEW.unit_id) THEN
        RAISE 'nothing in force lets this person in for this unit'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION admission_knows_its_unit() FROM PUBLIC;
CREATE TRIGGER admission_knows_its_unit BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION admission_knows_its_unit();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0005_drafts_go"), ("logs", "0006_leaving")]
    operations = [
        RunSQL(UNITS, RunSQL.noop),
        RunSQL(CONSENT_NAMES, RunSQL.noop),
        RunSQL(ADMISSION_KNOWS_ITS_UNIT, RunSQL.noop),
    ]
