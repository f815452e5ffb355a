from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_grants")]
    operations = [
        migrations.AddField("making", "with_logs", models.BooleanField(default=False)),
    ]
