"""Whose eyes see what is asked once while nothing is written, not in each policy of each table."""

from django.db import migrations

from stafett.book.walls import asked_once, moves_sight


class Migration(migrations.Migration):
    dependencies = [("logs", "0017_live")]

    operations = [
        moves_sight(
            "logs_admission",
            "logs_leg",
            "logs_log",
            "logs_workplace",
            "municipality_position",
            "people_guardianship",
            "people_person",
        ),
        asked_once("my_logs", and_held=True),
        asked_once("my_readings", and_held=True),
        asked_once("my_answers", and_held=True),
        asked_once("my_people", and_held=True),
        asked_once("my_hidden_staff"),
        asked_once("my_uncleared"),
        asked_once("my_hidden"),
    ]
