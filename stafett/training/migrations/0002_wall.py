"""Everybody may know when the fictional people were made; only the owner makes them."""

from django.db import migrations

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0001_initial"),
    ]
    operations = [
        grant("training_making", web="SELECT"),
    ]
