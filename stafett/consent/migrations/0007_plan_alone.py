"""Who is let in to the plan alone sees the consent that counts, for it is by it that they are in;
not who was asked and what they said, nor what is asked now or was asked before.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import trigger

ALL = "log_id = ANY (ARRAY (SELECT my_answers()))"
IN_FORCE = """log_id = ANY (ARRAY (SELECT my_readings()))
    AND activated_at IS NOT NULL AND ended_at IS NULL"""
OF_IT = """log_id = ANY (ARRAY (SELECT my_readings()))
    AND EXISTS (SELECT 1 FROM consent_consent c WHERE c.id = consent_id)"""
# Whose yes can be taken back stands on the page on which every professional may record it (G19).
SEEN = f"""
ALTER POLICY web_sees ON consent_consent USING ({ALL} OR ({IN_FORCE}));
ALTER POLICY web_sees ON consent_oralconsent USING ({ALL});
ALTER POLICY web_sees ON consent_group USING ({ALL});
ALTER POLICY web_sees ON consent_asked USING ({ALL});
ALTER POLICY web_sees ON consent_named USING ({ALL} OR ({OF_IT}));
ALTER POLICY web_sees ON consent_withdrawal USING ({ALL} OR ({OF_IT}));
ALTER POLICY web_sees ON consent_signature USING ({ALL} OR (says_yes AND {OF_IT}));
"""

# G18: whoever records it, and whatever they see of it, no question is left that could be answered.
WITHDRAWAL_ENDS = """
CREATE FUNCTION withdrawal_ends() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE consent_consent SET ended_at = NEW.at, "end" = 'withdrawn'
        WHERE log_id = NEW.log_id AND ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_ends AFTER INSERT ON consent_withdrawal
    FOR EACH ROW WHEN (NEW.only_id IS NULL) EXECUTE FUNCTION withdrawal_ends();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0006_named_still_work"), ("logs", "0007_plan_alone")]
    operations = [RunSQL(SEEN, RunSQL.noop), trigger(WITHDRAWAL_ENDS, "withdrawal_ends")]
