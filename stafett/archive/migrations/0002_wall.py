"""Deposits are made by the worker; those in the log may read them."""

from django.db import migrations

from stafett.book.walls import MINE, grant, wall


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial"), ("logs", "0002_wall")]
    operations = [
        wall("archive_deposit", MINE),
        grant("archive_deposit", web="SELECT", worker="SELECT, INSERT"),
    ]
