"""Persons, their numbers, families, and the questions asked of the population register."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("given_name", models.CharField(max_length=100)),
                ("family_name", models.CharField(max_length=100)),
                ("birth_date", models.DateField(null=True)),
                (
                    "protection",
                    models.CharField(
                        choices=[
                            ("none", "not protected"),
                            ("confidential", "confidential address"),
                            ("strictly_confidential", "strictly confidential address"),
                        ],
                        default="none",
                        max_length=24,
                    ),
                ),
                ("language", models.CharField(blank=True, default="", max_length=5)),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("interpreter", models.CharField(blank=True, default="", max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Family",
            fields=[
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("live_together", models.BooleanField()),
                ("checked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NationalIdentity",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("number_hash", models.CharField(max_length=64, unique=True)),
                ("sealed", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="LookUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject_hash", models.CharField(db_index=True, max_length=64)),
                ("log_id", models.UUIDField(null=True)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("start_log", "A log was to be started together with the family"),
                            ("renew_family", "The family's facts were checked"),
                            ("sign_in", "The person signed in"),
                            ("training", "The training municipality was made"),
                            (
                                "contact",
                                "Somebody was to be told something, and had written no address",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("found", models.BooleanField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("parent", "parent"), ("other", "guardian in the parents' place")],
                        max_length=10,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("mother", "mother"),
                            ("father", "father"),
                            ("comother", "co-mother"),
                            ("other", "guardian"),
                        ],
                        max_length=10,
                    ),
                ),
                ("responsibility", models.BooleanField()),
                ("fixed_residence", models.BooleanField()),
                ("checked_at", models.DateTimeField()),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardianships",
                        to="people.person",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wards",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "guardian"), name="one_row_a_guardian"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("child", models.F("guardian")), _negated=True),
                        name="nobody_is_own_guardian",
                    ),
                ],
            },
        ),
    ]
