"""What the nightly look at the books found; no entry, book or child in it."""

import uuid

from django.db import migrations, models

from stafett.book.walls import SIGNED_IN, grant, wall


class Migration(migrations.Migration):
    dependencies = [("book", "0003_about")]
    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("books", models.PositiveIntegerField()),
                ("faults", models.PositiveIntegerField()),
            ],
        ),
        wall("book_verification", SIGNED_IN),
        grant("book_verification", web="SELECT", worker="SELECT, INSERT"),
    ]
