"""What is written can be marked as saying where a child with a protected address is: then those
alone read it who may know, by the same rows and the same policies as health information (4.5).
"""

from django.db import migrations, models

READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
MAY_WRITE_OF_HEALTH = """EXISTS (SELECT 1 FROM logs_admission a
    WHERE a.log_id = logs_healthmark.log_id AND a.person_id = stafett_me() AND a.ended_at IS NULL
      AND (a.role IN ('owner', 'guardian') OR a.health))"""
IS_PROTECTED = """EXISTS (SELECT 1 FROM logs_log l
    WHERE l.id = logs_healthmark.log_id AND l.protection <> 'none')"""
MARKS = f"""
ALTER TABLE logs_healthmark ALTER kind SET DEFAULT 'health';
ALTER POLICY web_writes ON logs_healthmark WITH CHECK ({OPEN} AND by_id = stafett_me()
    AND CASE kind WHEN 'place' THEN {IS_PROTECTED} ELSE {MAY_WRITE_OF_HEALTH} END);
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0022_strictly_confidential")]
    operations = [
        migrations.RemoveConstraint("healthmark", "marked_once"),
        migrations.AddField(
            "healthmark",
            "kind",
            models.CharField(
                choices=[("health", "health information"), ("place", "says where the child is")],
                default="health",
                max_length=6,
            ),
        ),
        migrations.AddConstraint(
            "healthmark",
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=models.Q(ended_at=None), name="marked_once"
            ),
        ),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
    ]
