"""A unit may stand in a log for one that is not told there (issue 4.5)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0005_staff_wall")]
    operations = [
        migrations.AddField("unit", "stands_in_log", models.UUIDField(null=True)),
    ]
