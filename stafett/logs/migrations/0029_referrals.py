"""That a child is referred to the PPT, and what came before it (B22)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall

READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
HELD_BY_ME = f"""{READ} AND by_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT l.id FROM logs_log l JOIN logs_leg g ON g.log_id = l.id
    WHERE l.opened_at IS NOT NULL AND l.closed_at IS NULL
      AND g.holder_id = stafett_me() AND g.ended_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0028_levels")]
    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("resource_team_on", models.DateField(null=True)),
                (
                    "tried",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, and we have looked at how they went"),
                            ("going", "They are going on now"),
                            ("no", "No, not yet"),
                        ],
                        max_length=5,
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000)),
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
                        related_name="referrals",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        wall("logs_referral", READ, insert=HELD_BY_ME, change="false"),
        grant("logs_referral", web="SELECT, INSERT"),
    ]
