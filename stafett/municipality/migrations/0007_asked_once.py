"""Which offices somebody has is asked once while nothing is written."""

from django.db import migrations

from stafett.book.walls import asked_once


class Migration(migrations.Migration):
    dependencies = [("municipality", "0006_units")]

    operations = [
        asked_once("my_municipalities"),
        asked_once("my_staff_books"),
    ]
