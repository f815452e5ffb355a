"""Who sees a consent, and what of it the web login may write."""

from django.db import migrations

from stafett.book.walls import MINE, grant, same_log, wall

BY_ME = "stafett_me()"


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("logs", "0002_wall")]
    operations = [
        wall("consent_consent", MINE, insert=f"{MINE} AND asked_by_id = {BY_ME}"),
        wall("consent_oralconsent", MINE, insert=f"{MINE} AND noted_by_id = {BY_ME}"),
        wall("consent_named", MINE),
        wall("consent_group", MINE),
        wall("consent_asked", MINE),
        wall(
            "consent_signature",
            MINE,
            insert=f"{MINE} AND {BY_ME} = coalesce(recorded_by_id, person_id)",
        ),
        wall(
            "consent_withdrawal",
            MINE,
            insert=f"{MINE} AND {BY_ME} = coalesce(recorded_by_id, by_id)",
        ),
        same_log("consent_withdrawal", "consent_id", "consent_consent"),
        same_log("consent_named", "consent_id", "consent_consent"),
        same_log("consent_group", "consent_id", "consent_consent"),
        same_log("consent_asked", "consent_id", "consent_consent"),
        same_log("consent_asked", "group_id", "consent_group"),
        same_log("consent_signature", "consent_id", "consent_consent"),
        same_log("logs_admission", "consent_id", "consent_consent"),
        grant(
            "consent_consent",
            web="SELECT, INSERT, UPDATE (scopes, purpose, kept_out, asked_by_id, asked_at, text,"
            ' text_hash, policy, activated_at, lapses_on, ended_at, "end")',
        ),
        grant("consent_oralconsent", web="SELECT, INSERT"),
        grant("consent_named", web="SELECT, INSERT, DELETE"),
        grant("consent_group", web="SELECT, INSERT"),
        grant("consent_asked", web="SELECT, INSERT"),
        grant("consent_signature", web="SELECT, INSERT"),
        grant("consent_withdrawal", web="SELECT, INSERT"),
    ]
