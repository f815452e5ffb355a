"""A measure's picture: of the open set, or one of one's own."""

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import same_log


class Migration(migrations.Migration):
    dependencies = [("plan", "0006_protection"), ("logs", "0020_pictures")]
    operations = [
        migrations.AddField(
            model_name="measure",
            name="picture",
            field=models.CharField(blank=True, default="", max_length=30),
        ),
        migrations.AddField(
            model_name="measure",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="logs.file",
            ),
        ),
        same_log("plan_measure", "photo_id", "logs_file"),
    ]
