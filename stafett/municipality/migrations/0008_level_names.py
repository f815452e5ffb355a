"""What a municipality calls the levels lies in its own row, which every page of a log has read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0007_asked_once"),
    ]
    operations = [
        migrations.AddField(
            model_name="municipality",
            name="level_names",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
