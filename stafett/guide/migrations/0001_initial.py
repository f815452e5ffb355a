"""A municipality's own words and places in the guide."""

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
            name="GuidePlace",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("page", models.SlugField(max_length=60)),
                ("number", models.CharField(blank=True, max_length=6)),
                ("hidden", models.BooleanField(default=False)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("entry", models.PositiveIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "db_table": "guide_place",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "page"), name="a_page_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuideText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("page", models.SlugField(max_length=60)),
                ("language", models.CharField(max_length=10)),
                ("text", models.TextField(blank=True, max_length=20000)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("entry", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "db_table": "guide_text",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "page", "language", "entry"), name="a_version_once"
                    )
                ],
            },
        ),
    ]
