"""Who has read in a log (H10): written by the database itself, read by the family.

A professional sees the own lines, and the guardians do not see when the child has read: the record
is there so that the family can look after who knows what of them.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

from stafett.book.walls import MINE, function, grant, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
MY_FAMILY_LOGS = """
CREATE FUNCTION my_family_logs() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT log_id FROM logs_admission
    WHERE person_id = stafett_me() AND role IN ('owner', 'guardian') AND ended_at IS NULL
      AND log_id IN (SELECT my_logs())
$$;
"""
SEEN = f"""{MINE} AND (person_id = stafett_me() OR (
    log_id = ANY (ARRAY (SELECT my_family_logs()))
    AND NOT EXISTS (SELECT 1 FROM logs_log l WHERE l.id = log_id AND l.owner_id = person_id)))"""

# The role as the pages name it. A draft's starter is let in without a service: the log's own unit.
NOTE_READING = f"""
CREATE FUNCTION note_reading(this_log uuid, what text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER AS $$
    INSERT INTO logs_reading (log_id, person_id, minute, kind, role, service)
    SELECT this_log, stafett_me(), date_trunc('minute', now()), what,
        CASE WHEN a.role IN ('owner', 'guardian') THEN a.role
             WHEN EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = this_log
                          AND g.holder_id = stafett_me() AND g.ended_at IS NULL) THEN 'holder'
             ELSE a.role END,
        CASE WHEN a.role = 'starter' THEN u.name ELSE a.service END
    FROM logs_admission a JOIN logs_log l ON l.id = a.log_id JOIN municipality_unit u ON u.id = l.unit_id
    WHERE a.log_id = this_log AND a.person_id = stafett_me() AND a.ended_at IS NULL
      AND (a.until IS NULL OR a.until >= {TODAY}) AND this_log IN (SELECT my_logs())
    ORDER BY array_position(ARRAY['owner', 'guardian', 'participant', 'starter', 'asked'], a.role::text)
    LIMIT 1
    ON CONFLICT DO NOTHING
$$;
"""
# A draft that is deleted takes with it who looked at it.
GOES_WITH_THE_LOG = """
ALTER TABLE logs_reading ADD CONSTRAINT logs_reading_log
    FOREIGN KEY (log_id) REFERENCES logs_log (id) ON DELETE CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0004_sealed_numbers"), ("people", "0002_wall")]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log_id",
                        "person_id",
                        "minute",
                        "kind",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("minute", models.DateTimeField()),
                ("kind", models.CharField(max_length=20)),
                ("role", models.CharField(max_length=12)),
                ("service", models.CharField(blank=True, max_length=100)),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="logs.log",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["log", "minute"], name="readings_by_minute")],
            },
        ),
        RunSQL(GOES_WITH_THE_LOG, RunSQL.noop),
        function(MY_FAMILY_LOGS, "my_family_logs()"),
        function(NOTE_READING, "note_reading(uuid, text)"),
        wall("logs_reading", SEEN, insert="false", change="false"),
        grant("logs_reading", web="SELECT", worker=""),
    ]
