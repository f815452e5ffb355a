"""Files, and to whom in a log something was sent: both behind the wall by their keys."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

from stafett.book.walls import function, grant, hide, restrict, trigger, wall

READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""

# What is sent is for those who see the whole log, or for some of them; the family and who has the
# baton read everything (H2, H4, H5).
MY_UNSENT = """
CREATE FUNCTION my_unsent() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH mine AS MATERIALIZED (
        SELECT log_id AS id, role, sees FROM logs_admission
        WHERE person_id = stafett_me() AND ended_at IS NULL
          AND (until IS NULL OR until >= (now() AT TIME ZONE 'Europe/Oslo')::date)
          AND log_id IN (SELECT my_readings()))
    SELECT s.subject FROM logs_audience s WHERE s.log_id IN (SELECT id FROM mine)
        AND s.log_id NOT IN (SELECT id FROM mine WHERE role IN ('owner', 'guardian'))
        AND s.log_id NOT IN (SELECT log_id FROM logs_leg
                             WHERE holder_id = stafett_me() AND ended_at IS NULL)
        AND NOT ((s.everyone OR s.by_id = stafett_me() OR stafett_me() = ANY (s.people))
                 AND s.log_id IN (SELECT id FROM mine
                                  WHERE role = 'participant' AND sees = 'everything'))
$$;
"""
MY_HIDDEN = """
CREATE OR REPLACE FUNCTION my_hidden() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT thing FROM my_hidden_things() UNION ALL SELECT my_unsent()
$$;
"""
# To whom it goes is said before it is written: what has been read is not taken away afterwards.
SENT_FIRST = """
CREATE FUNCTION audience_comes_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM book_entry
               WHERE book_id = NEW.log_id AND about @> ARRAY[NEW.subject]) THEN
        RAISE 'to whom it goes is said before it is written' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audience_comes_first BEFORE INSERT ON logs_audience
    FOR EACH ROW EXECUTE FUNCTION audience_comes_first();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0012_health_wall"),
        ("people", "0004_sealed_numbers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("everyone", models.BooleanField()),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["log"], name="sent_in_a_log")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("everyone", True),
                            models.Q(("people", []), _negated=True),
                            _connector="XOR",
                        ),
                        name="sent_to_all_or_to_some",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("picture", "picture"), ("document", "document")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
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
                        related_name="files",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["log", "at"], name="files_of_a_log")],
            },
        ),
        function(MY_UNSENT, "my_unsent()"),
        function(MY_HIDDEN, "my_hidden()"),
        trigger(SENT_FIRST, "audience_comes_first"),
        wall("logs_file", READ, insert=f"{OPEN} AND by_id = stafett_me()"),
        wall("logs_audience", READ, insert=f"{OPEN} AND by_id = stafett_me()"),
        restrict("logs_file", "NOT about && ARRAY (SELECT my_hidden())"),
        hide("logs_audience", "subject"),
        grant("logs_file", web="SELECT, INSERT"),
        grant("logs_audience", web="SELECT, INSERT"),
    ]
