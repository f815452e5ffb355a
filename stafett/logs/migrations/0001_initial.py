"""The log, who is let in to it, who has the baton, and what hangs on them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("book", "0001_initial"),
        ("municipality", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Log",
            fields=[
                (
                    "book",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="log",
                        serialize=False,
                        to="book.book",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("short_name", models.CharField(max_length=60)),
                ("description", models.TextField(blank=True, max_length=2000)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Level 1: measures where the child is every day"),
                            (2, "Level 2: several help together"),
                            (3, "Level 3: several services that need much coordination"),
                        ],
                        default=1,
                    ),
                ),
                ("picture", models.CharField(default="none", max_length=30)),
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
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="municipality.municipality"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_logs",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("picture", "picture"),
                            ("document", "document"),
                            ("shown", "picture on a page"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
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
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject_hash", models.CharField(db_index=True, max_length=64)),
                ("ground", models.TextField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("readings", "who has looked in the log"),
                            ("closed_log", "whether there is a closed log to open again"),
                        ],
                        db_default="readings",
                        max_length=12,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Preparation",
            fields=[
                (
                    "log",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="logs.log",
                    ),
                ),
                ("child_talked_on", models.DateField()),
                ("guardians_talked_on", models.DateField(null=True)),
                ("leader_told_on", models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name="log",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="logs.file",
            ),
        ),
        migrations.AddField(
            model_name="log",
            name="planned_holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="log",
            name="started_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="log",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="municipality.unit"
            ),
        ),
        migrations.CreateModel(
            name="LevelChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "was",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Level 1: measures where the child is every day"),
                            (2, "Level 2: several help together"),
                            (3, "Level 3: several services that need much coordination"),
                        ]
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Level 1: measures where the child is every day"),
                            (2, "Level 2: several help together"),
                            (3, "Level 3: several services that need much coordination"),
                        ]
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000)),
                (
                    "heard",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), size=None
                    ),
                ),
                (
                    "onwards",
                    models.CharField(
                        choices=[
                            ("stays", "The baton stays where it is"),
                            ("moves", "Somebody else is to be asked to take the baton"),
                        ],
                        max_length=6,
                    ),
                ),
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
                        related_name="level_changes",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("from_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("tasks", models.CharField(blank=True, max_length=300)),
                ("is_contact", models.BooleanField(default=False)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="people.person",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legs",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("judged_at", models.DateTimeField(null=True)),
                ("kept", models.BooleanField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trust", "The child must be able to talk with somebody in trust"),
                            ("harm", "It could harm the child that the guardians saw it"),
                            ("needed", "The guardians need it to take care of the child"),
                            ("agreed", "The child has come to think otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
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
                    "judged_by",
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
                        related_name="keepings",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HolderWish",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("text", models.TextField(max_length=1000)),
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
                        related_name="holder_wishes",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HealthMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("health", "health information"),
                            ("place", "says where the child is"),
                        ],
                        default="health",
                        max_length=6,
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
                        related_name="health_marks",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HealthInsight",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
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
                        related_name="health_insights",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("offered_at", models.DateTimeField()),
                ("word", models.TextField(blank=True, max_length=1000)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "taken back"),
                        ],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_word", models.TextField(blank=True, max_length=1000)),
                ("shares", models.BooleanField(default=False)),
                ("giver_tasks", models.CharField(blank=True, max_length=300)),
                ("tasks", models.CharField(blank=True, max_length=300)),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "offered_to",
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
                        related_name="handovers",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="file",
            name="log",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="logs.log"
            ),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("service", "which service coordinates"),
                            ("coordinator", "that a child coordinator is appointed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("about", models.TextField(blank=True, max_length=1000)),
                ("decider", models.CharField(blank=True, max_length=200)),
                ("decided_on", models.DateField(null=True)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
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
                        related_name="decisions",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("reached", "The goals are reached"),
                            ("no_need", "There is no longer need for help from several together"),
                            ("individual_plan", "The child gets an individual plan or coordinator"),
                            ("family", "The family wishes to end the log"),
                            ("withdrawn", "The consent was withdrawn"),
                            ("lapsed", "The consent ran out"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=10000)),
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
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closings",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("ground", models.TextField(max_length=500)),
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
                    "ended_by",
                    models.ForeignKey(
                        null=True,
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
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clearances",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("subject", models.UUIDField(primary_key=True, serialize=False)),
                ("everyone", models.BooleanField()),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
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
            name="Assignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
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
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "leg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="logs.leg"
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("starter", "started the log"),
                            ("asked", "is asked to consent"),
                            ("owner", "owns the log"),
                            ("guardian", "guardian"),
                            ("participant", "participant"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "sees",
                    models.CharField(
                        choices=[
                            ("everything", "Everything in the log"),
                            ("plan", "The plan: shared understanding, goals and measures"),
                        ],
                        default="everything",
                        max_length=12,
                    ),
                ),
                ("health", models.BooleanField(default=False)),
                ("service", models.CharField(blank=True, max_length=100)),
                ("title", models.CharField(blank=True, max_length=100)),
                ("task", models.CharField(blank=True, max_length=300)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("consent_id", models.UUIDField(null=True)),
                ("from_at", models.DateTimeField()),
                ("until", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
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
                        related_name="admissions",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("from_date", models.DateField()),
                ("until", models.DateField()),
                ("told_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "stands in"), ("declined", "cannot stand in")],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "holder",
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
                        related_name="absences",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log_id",
                        "person_id",
                        "minute",
                        "kind",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("minute", models.DateTimeField()),
                ("kind", models.CharField(max_length=20)),
                ("role", models.CharField(max_length=12)),
                ("service", models.CharField(blank=True, max_length=100)),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="logs.log",
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
        migrations.CreateModel(
            name="SharedContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_contacts",
                        to="logs.log",
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
            name="Workplace",
            fields=[
                (
                    "stand_in",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="municipality.unit",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="workplaces",
                        to="logs.log",
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
        migrations.AddConstraint(
            model_name="log",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("municipality", "owner"),
                name="one_log_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="levelchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level__range", (1, 3)),
                    ("was__range", (1, 3)),
                    models.Q(("was", models.F("level")), _negated=True),
                ),
                name="a_level_changes",
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("log", "holder"),
                name="one_open_leg_a_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="keeping",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("subject",),
                name="asked_to_keep_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="keeping",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("judged_at", None), ("judged_by", None), ("kept", None), ("reason", "")
                    ),
                    models.Q(
                        ("judged_at__isnull", False),
                        ("judged_by__isnull", False),
                        ("kept__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_judgement_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="holderwish",
            index=models.Index(fields=["log", "at"], name="wishes_in_a_log"),
        ),
        migrations.AddIndex(
            model_name="healthmark",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["log"], name="marks_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="healthmark",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("subject", "kind"),
                name="marked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="healthmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_mark_is_taken_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="healthinsight",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("log", "guardian"),
                name="one_yes_a_guardian",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", None)), fields=("log",), name="one_open_offer"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", None), ("answered_at", None)),
                    models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="an_answer_has_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(fields=["log", "at"], name="files_of_a_log"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recorded_at", None)),
                fields=("log",),
                name="one_decision_wanted_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("log", "person"),
                name="cleared_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_clearance_is_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="audience",
            index=models.Index(fields=["log"], name="sent_in_a_log"),
        ),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("everyone", True), models.Q(("people", []), _negated=True), _connector="XOR"
                ),
                name="sent_to_all_or_to_some",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("log",), name="one_assignment_waits"
            ),
        ),
        migrations.AddIndex(
            model_name="admission",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["person"],
                name="admissions_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="admission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("log", "person", "role"),
                name="let_in_once_in_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("log", "holder"),
                name="away_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("from_date"))), name="away_for_some_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", None), ("answered_at", None)),
                    models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_stand_in_answers_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["log", "minute"], name="readings_by_minute"),
        ),
        migrations.AddConstraint(
            model_name="sharedcontact",
            constraint=models.UniqueConstraint(
                fields=("log", "person"), name="shared_once_in_a_log"
            ),
        ),
        migrations.AddConstraint(
            model_name="workplace",
            constraint=models.UniqueConstraint(fields=("log", "unit"), name="one_stand_in_a_log"),
        ),
    ]
