"""A leader says who is to have a baton in the own unit, and reads no log for it (E2, E3)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import MINE, function, grant, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
LAST_LET_IN = """(SELECT true_unit(a.unit_id) FROM logs_admission a WHERE a.log_id = g.log_id
    AND a.person_id = g.holder_id AND a.role = 'participant' ORDER BY a.from_at DESC LIMIT 1)"""
ASSIGN = f"""
CREATE FUNCTION assign_baton(this_leg uuid, wanted uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    leg logs_leg;
    made uuid := gen_random_uuid();
BEGIN
    SELECT g.* INTO leg FROM logs_leg g JOIN logs_log l ON l.id = g.log_id
        WHERE g.id = this_leg AND g.ended_at IS NULL AND l.closed_at IS NULL
          AND {LAST_LET_IN} IN (SELECT my_led_units())
          AND EXISTS (SELECT 1 FROM municipality_position p
              JOIN municipality_unit u ON u.id = p.unit_id
              WHERE p.person_id = wanted AND u.municipality_id = l.municipality_id
                AND p.ended_at IS NULL AND p.from_date <= {TODAY}
                AND (p.until IS NULL OR p.until >= {TODAY}));
    IF NOT FOUND OR EXISTS (SELECT 1 FROM logs_leg g WHERE g.log_id = leg.log_id
            AND g.holder_id = wanted AND g.ended_at IS NULL) THEN
        RETURN NULL;
    END IF;
    UPDATE logs_assignment SET ended_at = now() WHERE log_id = leg.log_id AND ended_at IS NULL;
    INSERT INTO logs_assignment (id, log_id, leg_id, receiver_id, by_id, at)
        VALUES (made, leg.log_id, leg.id, wanted, stafett_me(), now());
    RETURN made;
END $$;
"""
ENDS_ONCE = """
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_assignment
    FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
VERBS = "('municipality.baton_assigned')"
BOOK = f"""
CREATE POLICY assigning_writes ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id = ANY (ARRAY (SELECT my_staff_books())) AND actor_id = stafett_me()
        AND verb IN {VERBS});
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0032_decisions"), ("municipality", "0011_trained")]
    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "leg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logs.leg",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="logs.log",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("log",),
                        name="one_assignment_waits",
                    )
                ]
            },
        ),
        migrations.RunSQL(ENDS_ONCE, migrations.RunSQL.noop),
        function(ASSIGN, "assign_baton(uuid,uuid)"),
        wall("logs_assignment", MINE, insert="false", change="false"),
        grant("logs_assignment", web="SELECT", worker="SELECT, UPDATE (told_at, ended_at)"),
        grant("logs_handover", worker="INSERT"),
        migrations.RunSQL(BOOK, migrations.RunSQL.noop),
    ]
