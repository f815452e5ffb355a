"""Nothing is carried over without the family's yes, and whoever may not read it finds none (P4)."""

from django.db import migrations

from stafett.book.walls import MINE, TODAY, grant, same_log, wall

FAMILY = f"""EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = archive_package.log_id
    AND a.person_id = stafett_me() AND a.role IN ('owner', 'guardian') AND a.ended_at IS NULL
    AND (a.until IS NULL OR a.until >= {TODAY}))"""
HOLDER = """EXISTS (SELECT 1 FROM logs_leg l WHERE l.log_id = archive_package.log_id
    AND l.holder_id = stafett_me() AND l.ended_at IS NULL)"""
SEES = f"""{MINE} AND ({FAMILY} OR ({HOLDER} AND EXISTS (SELECT 1 FROM consent_consent c WHERE c.log_id = archive_package.log_id
     AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
    AND c.scopes @> '["transfer"]'
    AND (c.lapses_on IS NULL OR c.lapses_on > {TODAY}))))"""
MAKES = f"""{MINE} AND made_by_id = stafett_me() AND {HOLDER}
    AND EXISTS (SELECT 1 FROM consent_consent c WHERE c.log_id = archive_package.log_id
    AND c.id = archive_package.consent_id AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
    AND c.scopes @> '["transfer"]'
    AND (c.lapses_on IS NULL OR c.lapses_on > {TODAY}))"""


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_wall"),
    ]
    operations = [
        wall("archive_package", SEES, insert=MAKES),
        same_log("archive_package", "consent_id", "consent_consent"),
        grant("archive_package", web="SELECT, INSERT"),
    ]
