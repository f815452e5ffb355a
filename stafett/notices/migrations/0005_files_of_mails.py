"""A training municipality's post keeps the calendar's file too, so that everybody may read it."""

from django.db import migrations, models

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_notices_wall")]
    operations = [
        migrations.AddField("kept", "calendar", models.TextField(blank=True, default="")),
        migrations.AlterField("kept", "calendar", models.TextField(blank=True)),
        grant("notices_kept", worker="UPDATE (calendar)"),
    ]
