"""When a training municipality is next made anew (S3): on every page, so beside its name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0013_outsiders")]
    operations = [
        migrations.AddField("municipality", "anew_at", models.DateTimeField(null=True)),
    ]
