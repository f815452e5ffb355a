"""A log's level changes by a row that says why, who was heard and who has the baton onwards (B21).

The row alone moves the level, and upwards only when the consent lets in several services (B24).
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
HELD_BY_ME = f"""{READ} AND by_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT l.id FROM logs_log l JOIN logs_leg g ON g.log_id = l.id
    WHERE l.opened_at IS NOT NULL AND l.closed_at IS NULL
      AND g.holder_id = stafett_me() AND g.ended_at IS NULL))"""
# After the row, so that nobody learns from the answer who may not write it.
MOVES = f"""
CREATE FUNCTION level_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE services integer;
BEGIN
    PERFORM 1 FROM logs_log WHERE id = NEW.log_id AND level = NEW.was
        AND opened_at IS NOT NULL AND closed_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the log is not at this level' USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(DISTINCT coalesce(a.unit_id::text, a.service)) INTO services
        FROM logs_admission a
        WHERE a.log_id = NEW.log_id AND a.role = 'participant' AND a.consent_id IS NOT NULL
          AND a.ended_at IS NULL AND (a.until IS NULL OR a.until >= {TODAY})
          AND admission_holds(a.id);
    IF NEW.level > NEW.was AND services < 2 THEN
        RAISE EXCEPTION 'the consent lets in one service alone' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE logs_log SET level = NEW.level WHERE id = NEW.log_id;
    RETURN NULL;
END $$;
CREATE TRIGGER level_moves AFTER INSERT ON logs_levelchange
    FOR EACH ROW EXECUTE FUNCTION level_moves();
"""
LEVELS = [
    (1, "Level 1: measures where the child is every day"),
    (2, "Level 2: several help together"),
    (3, "Level 3: several services that need much coordination"),
]


class Migration(migrations.Migration):
    dependencies = [("logs", "0027_units_change"), ("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="LevelChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("was", models.PositiveSmallIntegerField(choices=LEVELS)),
                ("level", models.PositiveSmallIntegerField(choices=LEVELS)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                (
                    "heard",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                (
                    "onwards",
                    models.CharField(
                        choices=[
                            ("stays", "The baton stays where it is"),
                            ("moves", "Somebody else is to be asked to take the baton"),
                        ],
                        max_length=6,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_changes",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__range", (1, 3)),
                            ("was__range", (1, 3)),
                            models.Q(("was", models.F("level")), _negated=True),
                        ),
                        name="a_level_changes",
                    )
                ]
            },
        ),
        wall("logs_levelchange", READ, insert=HELD_BY_ME, change="false"),
        grant("logs_levelchange", web="SELECT, INSERT"),
        trigger(MOVES, "level_moves"),
        migrations.RunSQL(
            "REVOKE UPDATE (level) ON logs_log FROM stafett_web", migrations.RunSQL.noop
        ),
    ]
