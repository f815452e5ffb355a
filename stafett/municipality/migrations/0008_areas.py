"""The municipality's list of areas of development: read by all, written by its administrators."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall

OURS = "municipality_id = ANY (ARRAY (SELECT my_municipalities()))"


class Migration(migrations.Migration):
    dependencies = [("municipality", "0007_no_birth_dates_of_staff")]
    operations = [
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
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("municipality", "name"), name="area_once"),
        ),
        wall("municipality_area", "true", insert=OURS, change=OURS),
        grant("municipality_area", web="SELECT, INSERT, DELETE"),
    ]
