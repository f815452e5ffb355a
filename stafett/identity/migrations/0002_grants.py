"""The accounts belong to nobody real: anybody may read them, none of the runtime logins writes."""

from django.db import migrations

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("book", "0002_wall")]
    operations = [grant("identity_trainingaccount", web="SELECT")]
