"""What one of the family shows the team of how to be reached (A6)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall

# Not where the address is protected: a telephone finds who has it.
READ = """log_id = ANY (ARRAY (SELECT my_readings())) AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE protection = 'none'))"""
MINE = f"""{READ} AND person_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT a.log_id FROM logs_admission a JOIN logs_log l ON l.id = a.log_id
    WHERE a.person_id = stafett_me() AND a.role IN ('owner', 'guardian') AND a.ended_at IS NULL
      AND l.opened_at IS NOT NULL AND l.closed_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0020_pictures"), ("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="SharedContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_contacts",
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
                "constraints": [
                    models.UniqueConstraint(fields=("log", "person"), name="shared_once_in_a_log")
                ]
            },
        ),
        wall("logs_sharedcontact", READ, insert=MINE, change=MINE),
        grant("logs_sharedcontact", web="SELECT, INSERT, UPDATE (phone, email, at), DELETE"),
    ]
