"""The texts that a municipality's messages begin from: public, set by its administrators."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall

OURS = "municipality_id = ANY (ARRAY (SELECT my_municipalities()))"


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_wall"), ("municipality", "0002_grants")]
    operations = [
        migrations.CreateModel(
            name="Beginning",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("message", "Message"),
                            ("note", "Note"),
                            ("invitation", "Invitation to a meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("title", models.CharField(blank=True, max_length=150)),
                ("text", models.TextField(blank=True, max_length=10000)),
                ("changed_at", models.DateTimeField()),
                ("entry", models.PositiveIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "db_table": "messages_beginning",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "language"), name="one_beginning_a_kind"
                    )
                ],
            },
        ),
        wall("messages_beginning", "true", insert=OURS, change=OURS),
        grant(
            "messages_beginning",
            web="SELECT, INSERT, UPDATE (title, text, changed_at, entry), DELETE",
        ),
    ]
