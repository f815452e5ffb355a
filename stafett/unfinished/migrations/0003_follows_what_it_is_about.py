"""A text may come to hold words of something that was not there when it was begun."""

from django.db import migrations

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [("unfinished", "0002_wall")]
    operations = [grant("unfinished_writing", web="UPDATE (about_id)", worker="")]
