"""The number itself, sealed. Empty for those met before numbers were kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_look_ups")]
    operations = [
        migrations.AddField(
            model_name="nationalidentity",
            name="sealed",
            field=models.TextField(blank=True, default=""),
        ),
    ]
