"""What everyone agrees on gets a key of its own, to be marked by. How a measure ended is its
evaluation's to say: a copy would show what the mark hides."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

ITS_OWN_KEY = """
    ALTER TABLE plan_understanding DROP CONSTRAINT plan_understanding_pkey;
    ALTER TABLE plan_understanding ADD id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY;
    ALTER TABLE plan_understanding ALTER id DROP DEFAULT;
    CREATE INDEX plan_understanding_log_id ON plan_understanding (log_id);
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_wall")]
    operations = [
        migrations.RemoveField(model_name="measure", name="ending_comment"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ITS_OWN_KEY, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    model_name="understanding",
                    name="log",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="understandings",
                        to="logs.log",
                    ),
                ),
                migrations.AddField(
                    model_name="understanding",
                    name="id",
                    field=models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
            ],
        ),
    ]
