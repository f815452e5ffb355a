"""What is written of talks with the child, and of how it takes part, can be about health: how the
child takes part gets a key of its own to be marked by, and both are hidden from whom they may be.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import hide

ITS_OWN_KEY = """
    ALTER TABLE voice_participation DROP CONSTRAINT voice_participation_pkey;
    ALTER TABLE voice_participation ADD id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY;
    ALTER TABLE voice_participation ALTER id DROP DEFAULT;
    CREATE INDEX voice_participation_log_id ON voice_participation (log_id);
"""


class Migration(migrations.Migration):
    dependencies = [("voice", "0004_talks_wall"), ("logs", "0013_files")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ITS_OWN_KEY, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    model_name="participation",
                    name="log",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
                migrations.AddField(
                    model_name="participation",
                    name="id",
                    field=models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
            ],
        ),
        hide("voice_talk", "id"),
        hide("voice_participation", "id"),
    ]
