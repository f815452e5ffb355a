"""Deposits, their prints, their way to the archive, and packages for an individual plan."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("consent", "0001_initial"),
        ("logs", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deposit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("cause", models.PositiveIntegerField()),
                ("from_entry", models.PositiveIntegerField()),
                ("to_entry", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("language", models.CharField(default="nb", max_length=2)),
                ("head", models.CharField(max_length=64)),
                ("pdf_sha256", models.CharField(max_length=64)),
                (
                    "files",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deposits",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("receiver", models.CharField(max_length=200)),
                ("parts", models.JSONField()),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.consent",
                    ),
                ),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="logs.log",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "deposit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="delivery",
                        serialize=False,
                        to="archive.deposit",
                    ),
                ),
                ("tries", models.PositiveIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("receipt", models.CharField(blank=True, max_length=100)),
                ("refused_at", models.DateTimeField(null=True)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreachable", "The archive does not answer."),
                            ("shut_out", "The archive does not let Stafett in."),
                            ("full", "There is no room in the archive."),
                            ("not_made", "Stafett could not put together what is to be sent."),
                            ("no_receipt", "The archive has it, and has sent no receipt."),
                            ("not_understood", "The archive says that something in it is wrong."),
                            ("other_there", "The archive has something else with the same key."),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="logs.log"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DepositFile",
            fields=[
                (
                    "deposit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="archive.deposit",
                    ),
                ),
                ("pdf", models.BinaryField()),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="logs.log"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="deposit",
            constraint=models.UniqueConstraint(fields=("log", "cause"), name="one_deposit_a_cause"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receipt", ""), ("received_at", None)),
                    models.Q(
                        ("received_at__isnull", False),
                        ("refused_at", None),
                        models.Q(("receipt", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="archived_with_a_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("next_at__isnull", False), ("received_at", None), ("refused_at", None)
                    ),
                    models.Q(("next_at", None), ("received_at__isnull", False)),
                    models.Q(("next_at", None), ("refused_at__isnull", False)),
                    _connector="OR",
                ),
                name="delivered_or_tried_again",
            ),
        ),
    ]
