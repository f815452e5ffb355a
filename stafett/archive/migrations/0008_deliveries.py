"""How far each deposit has come on its way to the archive; those made before are on their way."""

import django.db.models.deletion
from django.db import migrations, models

WAITING = """INSERT INTO archive_delivery (deposit_id, log_id, tries, next_at, receipt, trouble)
    SELECT id, log_id, 0, made_at, '', '' FROM archive_deposit"""


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0007_packages_wall"),
        ("logs", "0002_wall"),
        ("people", "0001_initial"),
    ]
    operations = [
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(received_at=None, receipt="")
                        | (
                            models.Q(received_at__isnull=False, refused_at=None)
                            & ~models.Q(receipt="")
                        ),
                        name="archived_with_a_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(received_at=None, refused_at=None, next_at__isnull=False)
                        | models.Q(received_at__isnull=False, next_at=None)
                        | models.Q(refused_at__isnull=False, next_at=None),
                        name="delivered_or_tried_again",
                    ),
                ]
            },
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
