"""What is hidden of a plan is asked once while nothing is written."""

from django.db import migrations

from stafett.book.walls import asked_once


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_places")]

    operations = [
        asked_once("my_hidden_plan"),
    ]
