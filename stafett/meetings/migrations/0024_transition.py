"""A transition has its own meeting (O2)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0023_levels")]
    operations = [
        migrations.AlterField(
            model_name="meeting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("regular", "Cooperation meeting"),
                    ("ad_hoc", "Meeting about something that came up"),
                    ("transition", "Transition meeting"),
                ],
                default="regular",
                max_length=10,
            ),
        ),
    ]
