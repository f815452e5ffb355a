"""Who is signed in, with what, and the accounts that stand in for ID-porten."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("municipality", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("since", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WayIn",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("lapses_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Welcomed",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SignedIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
                ("browser", models.CharField(blank=True, max_length=20)),
                ("system", models.CharField(blank=True, max_length=20)),
                ("acr", models.CharField(blank=True, db_default="", max_length=60)),
                ("amr", models.JSONField(null=True)),
                ("sid", models.CharField(blank=True, db_default="", db_index=True, max_length=255)),
                ("shown_at", models.DateTimeField(null=True)),
                (
                    "level",
                    models.CharField(
                        choices=[("high", "With an eID"), ("code", "With user name and code")],
                        default="high",
                        max_length=5,
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
        ),
        migrations.CreateModel(
            name="TrainingAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family", "The family"),
                            ("helper", "Those who help"),
                            ("leader", "Those who lead and run it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("line_nb", models.CharField(blank=True, max_length=120)),
                ("line_nn", models.CharField(blank=True, max_length=120)),
                ("line_en", models.CharField(blank=True, max_length=120)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("username", models.CharField(blank=True, max_length=30, null=True, unique=True)),
                ("password", models.CharField(blank=True, max_length=128, null=True)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="YouthAccount",
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
                ("opened_at", models.DateTimeField()),
                ("sent_way", models.CharField(blank=True, default="", max_length=5)),
                ("sent_to", models.TextField(blank=True, default="")),
                ("token_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("token_until", models.DateTimeField(null=True)),
                ("name_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("password", models.CharField(blank=True, default="", max_length=128)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "By e-mail"),
                            ("text", "By text message"),
                            ("app", "From an app on my telephone"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                ("reach", models.TextField(blank=True, default="")),
                ("secret", models.TextField(blank=True, default="")),
                ("last_step", models.BigIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True)),
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
            name="YouthCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("code_hash", models.CharField(blank=True, default="", max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.youthaccount",
                    ),
                ),
            ],
        ),
    ]
