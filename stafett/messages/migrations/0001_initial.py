"""Messages, who has opened them, and the texts that they begin from."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("logs", "0001_initial"),
        ("municipality", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("message", "Message"),
                            ("note", "Note"),
                            ("invitation", "Invitation to a meeting"),
                        ],
                        default="message",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=150)),
                ("text", models.TextField(max_length=10000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="letters.message",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "db_table": "messages_message",
            },
        ),
        migrations.CreateModel(
            name="Opened",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opened",
                        to="letters.message",
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
                "db_table": "messages_opened",
            },
        ),
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
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["log", "at"], name="messages_of_a_log"),
        ),
        migrations.AddConstraint(
            model_name="opened",
            constraint=models.UniqueConstraint(
                fields=("message", "person"), name="opened_once_by_each"
            ),
        ),
    ]
