"""What a yes by word of mouth was about, where one thing alone was talked of (O1)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consent", "0024_absences")]
    operations = [
        migrations.AddField(
            model_name="oralconsent",
            name="about",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
    ]
