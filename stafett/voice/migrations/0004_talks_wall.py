"""The wall around the talks with the child: for those who read the whole log."""

from django.db import migrations

from stafett.book.walls import grant, wall

READ = """log_id = ANY (ARRAY (SELECT my_readings()))
    AND log_id = ANY (ARRAY (SELECT my_answers()))"""
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [("voice", "0003_talks"), ("logs", "0007_plan_alone")]
    operations = [
        wall("voice_talk", READ, insert=f"{OPEN} AND by_id = stafett_me()", change="false"),
        wall("voice_nexttalk", READ, insert=OPEN, change=OPEN),
        wall("voice_participation", READ, insert=OPEN, change=OPEN),
        grant("voice_talk", web="SELECT, INSERT"),
        grant("voice_nexttalk", web="SELECT, INSERT, UPDATE (done_at)"),
        grant("voice_participation", web="SELECT, INSERT, UPDATE"),
    ]
