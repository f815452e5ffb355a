"""What is hidden of messages is asked once while nothing is written."""

from django.db import migrations

from stafett.book.walls import asked_once


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_wall")]

    operations = [
        asked_once("my_hidden_messages"),
    ]
