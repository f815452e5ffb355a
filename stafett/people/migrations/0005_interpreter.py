"""Which language somebody needs an interpreter in, written by that person alone (I6)."""

from django.db import migrations, models

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [("people", "0004_sealed_numbers")]
    operations = [
        migrations.AddField(
            model_name="contact",
            name="interpreter",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        grant("people_contact", web="UPDATE (interpreter)", worker=""),
    ]
