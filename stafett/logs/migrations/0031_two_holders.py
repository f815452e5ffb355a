"""Two with the baton share it in writing, and the family says who it wants (D6, D9)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import MINE, grant, trigger, wall

# For what is inserted in SQL: a default of Django's that the database gives would be read back.
ALONE = """
ALTER TABLE logs_leg ALTER tasks SET DEFAULT '', ALTER is_contact SET DEFAULT false;
ALTER TABLE logs_handover ALTER shares SET DEFAULT false, ALTER tasks SET DEFAULT '',
    ALTER giver_tasks SET DEFAULT '';
"""
DIVIDED = """
CREATE FUNCTION legs_are_divided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    holders int;
    written int;
    contacts int;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE tasks <> ''), count(*) FILTER (WHERE is_contact)
        INTO holders, written, contacts
        FROM logs_leg WHERE log_id = NEW.log_id AND ended_at IS NULL;
    IF holders > 1 AND (written < holders OR contacts <> 1) THEN
        RAISE 'who share the baton write who does what and whom the family contacts'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER legs_are_divided AFTER INSERT OR UPDATE ON logs_leg
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION legs_are_divided();
"""
OF_THE_FAMILY = f"""{MINE} AND by_id = stafett_me() AND EXISTS (SELECT 1 FROM logs_admission a
    WHERE a.log_id = logs_holderwish.log_id AND a.person_id = stafett_me()
      AND a.role IN ('owner', 'guardian') AND a.ended_at IS NULL)"""
PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("logs", "0030_absences"), ("people", "0001_initial")]
    operations = [
        migrations.AddField("leg", "tasks", models.CharField(blank=True, max_length=300)),
        migrations.AddField("leg", "is_contact", models.BooleanField(default=False)),
        migrations.AddField("handover", "shares", models.BooleanField(default=False)),
        migrations.AddField("handover", "tasks", models.CharField(blank=True, max_length=300)),
        migrations.AddField(
            "handover", "giver_tasks", models.CharField(blank=True, max_length=300)
        ),
        migrations.AddField(
            "handover", "contact", models.ForeignKey(null=True, to="people.person", **PERSON)
        ),
        migrations.RunSQL(ALONE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="HolderWish",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("text", models.TextField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(to="people.person", **PERSON)),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holder_wishes",
                        to="logs.log",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["log", "at"], name="wishes_in_a_log")]},
        ),
        trigger(DIVIDED, "legs_are_divided"),
        wall("logs_holderwish", MINE, insert=OF_THE_FAMILY, change="false"),
        grant("logs_holderwish", web="SELECT, INSERT"),
        grant("logs_leg", web="UPDATE (tasks, is_contact)", worker=""),
    ]
