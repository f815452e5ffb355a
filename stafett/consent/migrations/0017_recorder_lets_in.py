"""The holder who records the last yes lets everyone in again, and the own self last.

Each version ends the admissions of the one before it. One who has none left sees nothing of the
log any more, and could write nothing in it.
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, function

I_HOLD = """
CREATE FUNCTION i_hold(this_log uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT EXISTS (SELECT 1 FROM logs_leg WHERE log_id = this_log
        AND holder_id = stafett_me() AND ended_at IS NULL)
$$;
"""
LET_IN = f"""
ALTER POLICY web_writes ON logs_admission WITH CHECK ({MINE}
    OR (role = 'starter' AND person_id = stafett_me())
    OR (role = 'participant' AND person_id = stafett_me() AND i_hold(log_id)));
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0016_asks_the_register"), ("logs", "0002_wall")]
    operations = [function(I_HOLD, "i_hold(uuid)"), RunSQL(LET_IN, RunSQL.noop)]
