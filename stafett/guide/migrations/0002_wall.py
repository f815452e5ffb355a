"""A municipality's own words in the guide: read by all, written by its administrators."""

from django.db import migrations

from stafett.book.walls import grant, wall

OURS = "municipality_id = ANY (ARRAY (SELECT my_municipalities()))"


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0001_initial"),
        ("municipality", "0002_wall"),
    ]
    operations = [
        wall("guide_text", "true", insert=f"{OURS} AND by_id = stafett_me()", change=OURS),
        wall("guide_place", "true", insert=OURS, change=OURS),
        grant("guide_text", web="SELECT, INSERT"),
        grant("guide_place", web="SELECT, INSERT, UPDATE (number, hidden, place, entry)"),
    ]
