"""The print itself gets a row of its own."""

import django.db.models.deletion
from django.db import migrations, models

MOVE = """INSERT INTO archive_depositfile (deposit_id, log_id, pdf)
    SELECT id, log_id, pdf FROM archive_deposit"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_wall"), ("logs", "0011_health")]
    operations = [
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
    ]
