"""Deposits are made by the worker; the family and the holder read them (H5)."""

from django.db import migrations

from stafett.book.walls import MINE, grant, wall

OURS = f"""{MINE} AND (
    EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = archive_deposit.log_id
            AND a.person_id = stafett_me() AND a.role IN ('owner', 'guardian')
            AND a.ended_at IS NULL
            AND (a.until IS NULL OR a.until >= (now() AT TIME ZONE 'Europe/Oslo')::date))
    OR EXISTS (SELECT 1 FROM logs_leg l WHERE l.log_id = archive_deposit.log_id
               AND l.holder_id = stafett_me() AND l.ended_at IS NULL))"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial"), ("logs", "0002_wall")]
    operations = [
        wall("archive_deposit", OURS),
        grant("archive_deposit", web="SELECT", worker="SELECT, INSERT"),
    ]
