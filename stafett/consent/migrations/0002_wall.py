"""Who sees a consent, and what of it the web login may write.

Who is let in to the plan alone sees the consent that counts, for it is by it that they are in;
not who was asked and what they said, nor what is asked now or was asked before.

The worker may do what the dates do: a consent lapses, its log closes, everyone but the family
goes; and it asks the day's own question, which the holder asks with a press of a button.
"""

from django.db import migrations

from stafett.book.walls import MINE, READ, grant, hide, same_log, wall

IN_FORCE = f"""{READ}
    AND activated_at IS NOT NULL AND ended_at IS NULL"""
ALL = "log_id = ANY (ARRAY (SELECT my_answers()))"
OF_IT = f"""{READ}
    AND EXISTS (SELECT 1 FROM consent_consent c WHERE c.id = consent_id)"""


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_initial"),
        ("logs", "0012_hidden"),
    ]
    operations = [
        wall(
            "consent_consent",
            f"{ALL} OR ({IN_FORCE})",
            insert=f"{MINE} AND asked_by_id = stafett_me()",
        ),
        wall("consent_oralconsent", ALL, insert=f"{MINE} AND noted_by_id = stafett_me()"),
        wall("consent_named", f"{ALL} OR ({OF_IT})", insert=MINE),
        *(wall(f"consent_{table}", ALL, insert=MINE) for table in ("keptout", "group", "asked")),
        # Whose yes can be taken back stands on the page on which every professional may record it (G19).
        wall(
            "consent_signature",
            f"{ALL} OR (says_yes AND {OF_IT})",
            insert=f"{MINE} AND stafett_me() = coalesce(recorded_by_id, person_id)",
        ),
        wall(
            "consent_withdrawal",
            f"{ALL} OR ({OF_IT})",
            insert=f"{MINE} AND stafett_me() = coalesce(recorded_by_id, by_id)",
        ),
        hide("consent_signature", "consent_id"),
        *(
            same_log(f"consent_{table}", "consent_id", "consent_consent")
            for table in ("named", "keptout", "group", "asked")
        ),
        same_log("consent_asked", "group_id", "consent_group"),
        same_log("consent_signature", "consent_id", "consent_consent"),
        same_log("consent_withdrawal", "consent_id", "consent_consent"),
        same_log("logs_admission", "consent_id", "consent_consent"),
        grant(
            "consent_consent",
            web=(
                "SELECT, INSERT, UPDATE (scopes, purpose, kept_out, asked_by_id, asked_at, "
                'text, text_hash, policy, activated_at, lapses_on, ended_at, "end", '
                "next_holder_id, leaving_unit_id, leaving_on)"
            ),
            worker=(
                'SELECT, INSERT, UPDATE (ended_at, "end", asked_by_id, asked_at, text, '
                "text_hash, policy)"
            ),
        ),
        grant("consent_oralconsent", web="SELECT, INSERT"),
        grant("consent_named", web="SELECT, INSERT, DELETE", worker="SELECT, INSERT"),
        grant("consent_keptout", web="SELECT, INSERT, DELETE", worker="SELECT, INSERT"),
        grant("consent_group", web="SELECT, INSERT", worker="SELECT, INSERT"),
        grant("consent_asked", web="SELECT, INSERT", worker="SELECT, INSERT"),
        grant("consent_signature", web="SELECT, INSERT"),
        grant("consent_withdrawal", web="SELECT, INSERT"),
    ]
