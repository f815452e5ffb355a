"""Letters are the worker's own; the mails of a training municipality are for everybody to see."""

from django.db import migrations

from stafett.book.walls import grant, wall

FICTIONAL = """EXISTS (SELECT 1 FROM municipality_municipality m
    WHERE m.id = municipality_id AND m.training)"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("book", "0002_wall")]
    operations = [
        wall("notices_letter", "false"),
        grant("notices_letter", worker="SELECT, INSERT, UPDATE (sent_at)"),
        wall("notices_kept", FICTIONAL, insert="false", change="false"),
        grant(
            "notices_kept",
            web="SELECT",
            worker="SELECT, INSERT, UPDATE (municipality_id, name, address, subject, text, at)",
        ),
    ]
