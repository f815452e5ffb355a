"""A goal and a measure belong to an area of development, in the municipality's own words (A23)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0009_the_familys_word")]
    operations = [
        migrations.AddField(
            "goal", "area", models.CharField(blank=True, max_length=60, default="")
        ),
        migrations.AddField(
            "measure", "area", models.CharField(blank=True, max_length=60, default="")
        ),
    ]
