"""Deposits are made by the worker; the family and the holder read them (H5). A print has
everything in it: nobody from whom something is hidden is given it as it lies.
"""

from django.db import migrations

from stafett.book.walls import MINE, TODAY, grant, restrict, wall

OURS = f"""{MINE} AND (
    EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = archive_deposit.log_id
            AND a.person_id = stafett_me() AND a.role IN ('owner', 'guardian')
            AND a.ended_at IS NULL
            AND (a.until IS NULL OR a.until >= {TODAY}))
    OR EXISTS (SELECT 1 FROM logs_leg l WHERE l.log_id = archive_deposit.log_id
               AND l.holder_id = stafett_me() AND l.ended_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("logs", "0012_hidden"),
    ]
    operations = [
        wall("archive_deposit", OURS),
        wall("archive_depositfile", "deposit_id IN (SELECT id FROM archive_deposit)"),
        restrict(
            "archive_depositfile", "(log_id = ANY (ARRAY (SELECT my_partial_logs()))) IS NOT TRUE"
        ),
        grant("archive_deposit", web="SELECT", worker="SELECT, INSERT"),
        grant("archive_depositfile", web="SELECT", worker="SELECT, INSERT"),
    ]
