"""A closed log is opened again by a consent that asks for exactly that, and by nothing else (P8).

An administrator finds it without content, and names who asks (H7, P7). Who asks, and one who is
only asked, see the question and nothing of what was in the log before.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, function, grant, wall

OF_IT = "EXISTS (SELECT 1 FROM consent_consent c WHERE c.id = consent_id)"

ENDS_ONCE_REOPENING = """
CREATE TRIGGER ends_once BEFORE UPDATE ON consent_reopening FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
# The logs of which I know because of a question alone, and that were lived in before.
MY_QUESTIONS = """
CREATE FUNCTION my_questions() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT id FROM logs_log WHERE closed_at IS NOT NULL
        AND id IN (SELECT my_logs()) AND id NOT IN (SELECT my_readings())
$$;
"""
NEXT_CONSENT_VERSION = """
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
LIVED_IN = "log_id = ANY (ARRAY (SELECT my_questions()))"


def only(table: str, seen: str) -> RunSQL:
    """Of a log that I only know by a question, no more of this table than this."""
    return RunSQL(
        f"CREATE POLICY web_only_asked ON {table} AS RESTRICTIVE FOR SELECT TO stafett_web"
        f" USING (NOT ({LIVED_IN}) OR ({seen}));",
        RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0009_places"),
    ]
    operations = [
        wall("consent_reopening", MINE, insert="false"),
        grant("consent_reopening", web="SELECT, UPDATE (ended_at)"),
        RunSQL(ENDS_ONCE_REOPENING, RunSQL.noop),
        function(MY_QUESTIONS, "my_questions()"),
        only("consent_consent", "ended_at IS NULL OR (scopes ? 'reopen' AND activated_at IS NULL)"),
        only("consent_named", OF_IT),
        only("consent_group", OF_IT),
        only("consent_asked", OF_IT),
        only("consent_signature", OF_IT),
        only("consent_keptout", OF_IT),
        only("consent_withdrawal", OF_IT),
        only("consent_oralconsent", "noted_by_id = stafett_me()"),
        only("logs_admission", "role IN ('starter', 'asked') OR person_id = stafett_me()"),
        only("logs_leg", "false"),
        only("logs_handover", "false"),
        only("logs_closing", "false"),
        function(NEXT_CONSENT_VERSION, "next_consent_version(uuid)"),
        function(KEPT_OUT_BEFORE, "kept_out_before(uuid)"),
    ]
