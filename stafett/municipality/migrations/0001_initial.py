"""Municipalities, their units, who works there, and their policies."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("book", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "book",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="municipality",
                        serialize=False,
                        to="book.book",
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("department", models.CharField(blank=True, max_length=100)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("training", models.BooleanField(default=False)),
                ("anew_at", models.DateTimeField(null=True)),
                (
                    "level_names",
                    models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kindergarten", "kindergarten"),
                            ("school", "school"),
                            ("health_station", "health station"),
                            ("school_health", "school health service"),
                            ("ppt", "educational-psychological service (PPT)"),
                            ("child_protection", "child protection"),
                            ("therapy", "physio- and occupational therapy"),
                            ("gp", "general practitioner"),
                            ("bup", "mental health care for children and young people (BUP)"),
                            ("county", "county service"),
                            ("state", "state service"),
                            ("private", "private service"),
                            ("other", "other service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "former_names",
                    models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
                ),
                ("stands_in_log", models.UUIDField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="municipality.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=100)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("staff", "staff"),
                            ("leader", "leader"),
                            ("administrator", "system administrator"),
                            ("outsider", "from outside the municipality"),
                        ],
                        default="staff",
                        max_length=20,
                    ),
                ),
                ("deputy", models.BooleanField(db_default=False, default=False)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("from_date", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="municipality.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number_hash", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=100)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("staff", "staff"),
                            ("leader", "leader"),
                            ("administrator", "system administrator"),
                            ("outsider", "from outside the municipality"),
                        ],
                        default="staff",
                        max_length=20,
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(max_length=254)),
                ("from_date", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("invited_at", models.DateTimeField()),
                ("lapses_at", models.DateTimeField()),
                ("token_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="municipality.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="area_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("from_date", models.DateField()),
                ("preset", models.CharField(max_length=30)),
                ("settings", models.JSONField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="policies",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "from_date"), name="one_policy_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Trained",
            fields=[
                (
                    "position",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trained",
                        serialize=False,
                        to="municipality.position",
                    ),
                ),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                fields=("municipality", "key"), name="unit_key_once"
            ),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(
                condition=models.Q(("ended_at", None), ("role", "leader")),
                fields=["unit"],
                name="leads_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy", False),
                    models.Q(
                        ("role", "leader"),
                        ("until__gte", models.F("from_date")),
                        ("until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_deputy_leads_for_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", None), ("number_hash", ""), _connector="XOR"),
                name="meant_for_one_person",
            ),
        ),
    ]
