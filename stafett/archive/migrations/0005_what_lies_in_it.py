"""What a deposit holds besides the print: the files, and the book's head at its end."""

import django.contrib.postgres.fields
from django.db import migrations, models

HEADS = """UPDATE archive_deposit d SET head = e.hash FROM book_entry e
    WHERE e.book_id = d.log_id AND e.number = d.to_entry"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_files_wall"), ("book", "0001_initial")]
    operations = [
        migrations.AddField("deposit", "language", models.CharField(default="nb", max_length=2)),
        migrations.AddField(
            "deposit", "head", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddField(
            "deposit",
            "files",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(HEADS, migrations.RunSQL.noop),
    ]
