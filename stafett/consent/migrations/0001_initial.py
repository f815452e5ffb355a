"""Consents: what is asked, who is named and who is asked, what they answer and take back."""

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
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField()),
                ("scopes", models.JSONField()),
                ("purpose", models.TextField(blank=True, max_length=2000)),
                ("kept_out", models.TextField(blank=True, max_length=2000)),
                ("leaving_on", models.DateField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("text", models.JSONField(null=True)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("policy", models.JSONField(null=True)),
                ("activated_at", models.DateTimeField(null=True)),
                ("lapses_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end", models.CharField(blank=True, max_length=12)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "leaving_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="logs.log",
                    ),
                ),
                (
                    "next_holder",
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
            name="Group",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("why", models.JSONField()),
                ("requirements", models.JSONField()),
                ("laws", models.JSONField()),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="consent.consent",
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
            name="Asked",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
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
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="consent.consent",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="consent.group",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GuardianReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("keeps", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "guardian",
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
                        related_name="guardian_reviews",
                        to="logs.log",
                    ),
                ),
                (
                    "recorded_by",
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
            name="KeptOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people_kept_out",
                        to="consent.consent",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Named",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("service", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=100)),
                ("task", models.CharField(max_length=300)),
                (
                    "sees",
                    models.CharField(
                        choices=[
                            ("everything", "Everything in the log"),
                            ("plan", "The plan: shared understanding, goals and measures"),
                        ],
                        max_length=12,
                    ),
                ),
                ("health", models.BooleanField(default=False)),
                ("until", models.DateField()),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named",
                        to="consent.consent",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OralConsent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("said_on", models.DateField()),
                ("about", models.CharField(blank=True, max_length=20)),
                ("noted_at", models.DateTimeField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="oral_consents",
                        to="logs.log",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("until", models.DateField()),
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
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reopenings",
                        to="logs.log",
                    ),
                ),
                (
                    "starter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("says_yes", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("text_hash", models.CharField(max_length=64)),
                ("eid", models.CharField(max_length=30)),
                ("eid_level", models.CharField(max_length=30)),
                ("language", models.CharField(max_length=5)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("digital", "in Stafett"),
                            ("paper", "on paper"),
                            ("oral", "by word of mouth"),
                            ("presence", "together with the one who recorded it"),
                        ],
                        default="digital",
                        max_length=10,
                    ),
                ),
                ("said_on", models.DateField(null=True)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="consent.consent",
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
                    "recorded_by",
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
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("digital", "in Stafett"),
                            ("paper", "on paper"),
                            ("oral", "by word of mouth"),
                            ("presence", "together with the one who recorded it"),
                        ],
                        max_length=10,
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
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="consent.consent",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.log"
                    ),
                ),
                (
                    "only",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
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
            name="Birthday",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("age", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("asks_owner", models.BooleanField()),
                ("goes", models.JSONField()),
                ("told_at", models.DateTimeField(null=True)),
                ("reached_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="birthdays",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "age"), name="a_birthday_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosingWish",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("word", models.TextField(blank=True, max_length=1000)),
                ("taken_back_at", models.DateTimeField(null=True)),
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
                        related_name="closing_wishes",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("log", "by"),
                        name="one_wish_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OriginalText",
            fields=[
                (
                    "consent",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="consent.consent",
                    ),
                ),
                ("text", models.JSONField()),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                fields=("log", "version"), name="consent_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("activated_at__isnull", False), ("ended_at", None)),
                fields=("log",),
                name="one_active_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("activated_at", None), ("ended_at", None)),
                fields=("log",),
                name="one_consent_in_the_making",
            ),
        ),
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.UniqueConstraint(
                fields=("group", "person"), name="asked_once_in_a_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="keptout",
            constraint=models.UniqueConstraint(fields=("consent", "person"), name="kept_out_once"),
        ),
        migrations.AddConstraint(
            model_name="named",
            constraint=models.UniqueConstraint(fields=("consent", "person"), name="named_once"),
        ),
        migrations.AddConstraint(
            model_name="reopening",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("log",),
                name="one_reopening_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("consent", "person"), name="one_answer_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "digital"), ("recorded_by", None), ("said_on", None)),
                    models.Q(
                        models.Q(("how", "digital"), _negated=True),
                        ("recorded_by__isnull", False),
                        ("said_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="who_did_not_sign_was_recorded",
            ),
        ),
    ]
