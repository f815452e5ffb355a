"""The plan: shared understanding, goals, measures, and what is said of them."""

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
            name="Goal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=500)),
                ("background", models.TextField(blank=True, max_length=5000)),
                ("area", models.CharField(blank=True, default="", max_length=60)),
                ("review_on", models.DateField(null=True)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("set_at", models.DateTimeField()),
                ("worded_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closing_comment", models.TextField(blank=True, max_length=5000)),
                ("entry", models.PositiveIntegerField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goals",
                        to="logs.log",
                    ),
                ),
                (
                    "main",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subgoals",
                        to="plan.goal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("agrees", models.BooleanField()),
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
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="plan.goal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, max_length=5000)),
                (
                    "arena",
                    models.CharField(
                        choices=[
                            ("home", "At home"),
                            ("unit", "In kindergarten or at school"),
                            ("elsewhere", "Somewhere else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=100)),
                ("area", models.CharField(blank=True, default="", max_length=60)),
                ("starts_on", models.DateField(null=True)),
                ("deadline", models.DateField()),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("agreed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("picture", models.CharField(blank=True, default="", max_length=30)),
                ("entry", models.PositiveIntegerField()),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="plan.goal",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="logs.log",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="logs.file",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("worked", "It worked"),
                            ("partly", "It worked partly"),
                            ("not", "It did not work"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(max_length=5000)),
                (
                    "next",
                    models.CharField(
                        choices=[
                            ("go_on", "We go on"),
                            ("adjust_measure", "We change the measure"),
                            ("adjust_goal", "We change the goal"),
                            ("end", "We end the measure"),
                        ],
                        max_length=15,
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
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="plan.measure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Responsible",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responsibles",
                        to="plan.measure",
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
        ),
        migrations.AddField(
            model_name="measure",
            name="responsible",
            field=models.ManyToManyField(
                related_name="+", through="plan.Responsible", to="people.person"
            ),
        ),
        migrations.CreateModel(
            name="Understanding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("concern", models.TextField(blank=True, max_length=5000)),
                ("shared", models.TextField(blank=True, max_length=5000)),
                ("written_by", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("entry", models.PositiveIntegerField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="understandings",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("text", models.TextField(max_length=5000)),
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
                    "goal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="plan.goal",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="plan.measure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("goal", None), ("measure", None), _connector="XOR"),
                        name="a_comment_is_on_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("value", models.PositiveSmallIntegerField()),
                ("word", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="plan.goal",
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
                    models.CheckConstraint(
                        condition=models.Q(("value__lte", 10)), name="a_rating_is_0_to_10"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="responsible",
            constraint=models.UniqueConstraint(
                fields=("measure", "person"), name="responsible_once"
            ),
        ),
    ]
