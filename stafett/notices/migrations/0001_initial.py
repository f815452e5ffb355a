"""What was told to whom, and how each chooses to be told."""

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
            name="Letter",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="people.person",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            (
                                "daily",
                                "Once a day\nAt seven in the morning, and only when there is something.",
                            ),
                            ("never", "Not at all\nYou see what is new when you sign in."),
                        ],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "E-mail"), ("text", "Text message")],
                        default="mail",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("calendar", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("key", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("news", "News"), ("waits", "Waits"), ("leads", "Leads")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.letter",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["person"],
                        name="notices_that_wait",
                    )
                ],
            },
        ),
    ]
