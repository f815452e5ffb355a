"""The municipality's own texts for the guide, and how its levels and steps stand: read by all,
written by its administrators. A version is never changed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall

OURS = "municipality_id = ANY (ARRAY (SELECT my_municipalities()))"


def _of_a_municipality():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="municipality.municipality",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("municipality", "0013_outsiders"), ("people", "0001_initial")]
    operations = [
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
                ("municipality", _of_a_municipality()),
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
        migrations.CreateModel(
            name="GuidePlace",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("page", models.SlugField(max_length=60)),
                ("number", models.CharField(blank=True, max_length=6)),
                ("hidden", models.BooleanField(default=False)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("entry", models.PositiveIntegerField()),
                ("municipality", _of_a_municipality()),
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
        wall("guide_text", "true", insert=f"{OURS} AND by_id = stafett_me()", change=OURS),
        wall("guide_place", "true", insert=OURS, change=OURS),
        grant("guide_text", web="SELECT, INSERT"),
        grant("guide_place", web="SELECT, INSERT, UPDATE (number, hidden, place, entry)"),
    ]
