"""The wall around the talks with the child, and how it takes part: for those who read the whole
log.

What is written there can be about health: both are hidden from whom they may be.
"""

from django.db import migrations

from stafett.book.walls import WHOLE, WHOLE_OPEN, grant, hide, wall


class Migration(migrations.Migration):
    dependencies = [
        ("voice", "0002_wall"),
        ("logs", "0012_hidden"),
    ]
    operations = [
        wall("voice_talk", WHOLE, insert=f"{WHOLE_OPEN} AND by_id = stafett_me()", change="false"),
        wall("voice_nexttalk", WHOLE, insert=WHOLE_OPEN, change=WHOLE_OPEN),
        wall("voice_participation", WHOLE, insert=WHOLE_OPEN, change=WHOLE_OPEN),
        hide("voice_talk", "id"),
        hide("voice_participation", "id"),
        grant("voice_talk", web="SELECT, INSERT"),
        grant("voice_nexttalk", web="SELECT, INSERT, UPDATE (done_at)"),
        grant("voice_participation", web="SELECT, INSERT, UPDATE"),
    ]
