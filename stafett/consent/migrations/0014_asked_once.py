"""What consents let see and hide is asked once while nothing is written."""

from django.db import migrations

from stafett.book.walls import asked_once


class Migration(migrations.Migration):
    dependencies = [("consent", "0013_outsiders")]

    operations = [
        asked_once("my_questions"),
        asked_once("letting_ask"),
    ]
