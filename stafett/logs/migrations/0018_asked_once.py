"""Whose eyes see what is asked once while nothing is written, not in each policy of each table."""

from django.db import migrations

from stafett.book.walls import asked_once


class Migration(migrations.Migration):
    dependencies = [("logs", "0017_live")]

    operations = [
        asked_once("my_logs"),
        asked_once("my_readings"),
        asked_once("my_answers"),
        asked_once("my_people"),
        asked_once("my_hidden_staff"),
        asked_once("my_uncleared"),
        asked_once("my_hidden"),
    ]
