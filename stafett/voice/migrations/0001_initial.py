"""The child's own words, talks with the child, and how it takes part."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("logs", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("takes_part", models.TextField(blank=True, max_length=5000)),
                ("judgement", models.TextField(blank=True, max_length=5000)),
                ("best_interests", models.TextField(blank=True, max_length=5000)),
                ("needs", models.TextField(blank=True, max_length=5000)),
                ("safe_way", models.TextField(blank=True, max_length=5000)),
                ("written_by", models.CharField(max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("entry", models.PositiveIntegerField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PrivateWords",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("how", "How it is going"),
                            ("not_working", "Something is not working"),
                            ("talk", "Wants to talk"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "feeling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_bad", "Very bad"),
                            ("bad", "Not good"),
                            ("between", "In between"),
                            ("good", "Good"),
                            ("very_good", "Very good"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=5000)),
                ("written_at", models.DateTimeField()),
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
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("talked_on", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("talk", "In a talk"),
                            ("play", "While playing, drawing or walking"),
                            ("aac", "With pictures, signs or other AAC"),
                            ("interpreter", "With an interpreter"),
                            ("written", "In writing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(max_length=5000)),
                ("at", models.DateTimeField()),
                (
                    "adult",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("how", "How it is going"),
                            ("not_working", "Something is not working"),
                            ("talk", "Wants to talk"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "feeling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("very_bad", "Very bad"),
                            ("bad", "Not good"),
                            ("between", "In between"),
                            ("good", "Good"),
                            ("very_good", "Very good"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=5000)),
                ("to_all", models.BooleanField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NextTalk",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("agreed_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "adult",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)), fields=("log",), name="one_next_talk"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInYes",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("guardian", "A parent or guardian"),
                            ("holder", "Who has the baton"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("log", "side"),
                        name="one_yes_a_side",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ToldTo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("heard_at", models.DateTimeField(null=True)),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="to",
                        to="voice.told",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("told", "person"), name="told_once")
                ],
            },
        ),
    ]
