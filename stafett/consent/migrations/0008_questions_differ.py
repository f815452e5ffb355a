"""What a question is about: a transition's next holder and last day, and people who are kept out.

Whom the family keeps out is not named, not offered the baton and not let in, whoever asks.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import MINE, function, grant, same_log, trigger, wall

# Who is let in to the plan alone is not told.
ALL = "log_id = ANY (ARRAY (SELECT my_answers()))"

# As before, and what a transition says is frozen too.
CONSENT_IS_FINAL = """
CREATE OR REPLACE FUNCTION consent_is_final() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF coalesce(NEW.asked_at, NEW.activated_at, NEW.ended_at) IS NOT NULL THEN
            RAISE 'a consent begins unasked' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.asked_at IS NOT NULL AND (OLD.asked_at, OLD.text, OLD.text_hash, OLD.scopes, OLD.policy,
            OLD.purpose, OLD.kept_out, OLD.asked_by_id, OLD.log_id, OLD.version,
            OLD.next_holder_id, OLD.leaving_unit_id, OLD.leaving_on)
        IS DISTINCT FROM (NEW.asked_at, NEW.text, NEW.text_hash, NEW.scopes, NEW.policy,
            NEW.purpose, NEW.kept_out, NEW.asked_by_id, NEW.log_id, NEW.version,
            NEW.next_holder_id, NEW.leaving_unit_id, NEW.leaving_on) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
        RAISE 'an ended consent cannot be revived' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NOT NULL AND (to_jsonb(OLD) - '{ended_at,end}'::text[])
        IS DISTINCT FROM (to_jsonb(NEW) - '{ended_at,end}'::text[]) THEN
        RAISE 'an active consent can only end' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM consent_group WHERE consent_id = NEW.id)
        OR EXISTS (SELECT 1 FROM consent_group g WHERE g.consent_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM consent_asked a JOIN consent_signature s
                ON s.consent_id = NEW.id AND s.person_id = a.person_id
            WHERE a.group_id = g.id AND s.says_yes AND s.text_hash = NEW.text_hash))
        OR EXISTS (SELECT 1 FROM consent_signature s
            WHERE s.consent_id = NEW.id AND NOT s.says_yes)) THEN
        RAISE 'a signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

ASKED_IS_FROZEN = """
CREATE TRIGGER asked_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON consent_keptout
    FOR EACH ROW EXECUTE FUNCTION asked_is_frozen();
"""

# One consent never names and keeps out the same person, whichever is said first. The consent's
# row is locked, so that two who write at once meet here one after the other.
NAMED_OR_KEPT_OUT = """
CREATE FUNCTION named_or_kept_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM consent_consent WHERE id = NEW.consent_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM consent_named n JOIN consent_keptout k
               ON k.consent_id = n.consent_id AND k.person_id = n.person_id
               WHERE n.consent_id = NEW.consent_id) THEN
        RAISE 'who is kept out is not named' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER named_or_kept_out AFTER INSERT ON consent_named
    FOR EACH ROW EXECUTE FUNCTION named_or_kept_out();
CREATE TRIGGER named_or_kept_out AFTER INSERT ON consent_keptout
    FOR EACH ROW EXECUTE FUNCTION named_or_kept_out();
"""

# By the consent that counts, or by one that waits for answers: what the family asks for is not
# run past while they read.
KEPT_OUT_STAYS_OUT = """
CREATE FUNCTION kept_out_stays_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    who uuid := coalesce(to_jsonb(NEW)->>'offered_to_id', to_jsonb(NEW)->>'holder_id',
                         to_jsonb(NEW)->>'person_id')::uuid;
BEGIN
    IF coalesce(to_jsonb(NEW)->>'role', '') NOT IN ('owner', 'guardian', 'asked') AND EXISTS (
        SELECT 1 FROM consent_keptout k JOIN consent_consent c ON c.id = k.consent_id
        WHERE k.log_id = NEW.log_id AND k.person_id = who
          AND c.asked_at IS NOT NULL AND c.ended_at IS NULL) THEN
        RAISE 'the family has kept this person out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept_out_stays_out BEFORE INSERT ON logs_admission
    FOR EACH ROW EXECUTE FUNCTION kept_out_stays_out();
CREATE TRIGGER kept_out_stays_out BEFORE INSERT ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION kept_out_stays_out();
CREATE TRIGGER kept_out_stays_out BEFORE INSERT ON logs_leg
    FOR EACH ROW EXECUTE FUNCTION kept_out_stays_out();
"""

# As before, and those who were to be kept out go with the draft.
GONE_WITH_IT = (
    "consent_withdrawal",
    "consent_signature",
    "consent_asked",
    "consent_group",
    "consent_named",
    "consent_keptout",
    "consent_oralconsent",
    "logs_preparation",
    "logs_admission",
)
DELETES = "\n".join(f"    DELETE FROM {table} WHERE log_id = this_log;" for table in GONE_WITH_IT)
DISCARD_DRAFT = f"""
CREATE OR REPLACE FUNCTION discard_draft(this_log uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM logs_log WHERE id = this_log AND opened_at IS NULL
        AND (session_user = 'stafett_worker' OR started_by_id = stafett_me()) FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM consent_consent WHERE log_id = this_log;
{DELETES}
    DELETE FROM logs_log WHERE id = this_log;
    DELETE FROM book_place WHERE book_id = this_log;
    DELETE FROM book_content WHERE book_id = this_log;
    DELETE FROM book_entry WHERE book_id = this_log;
    DELETE FROM book_book WHERE id = this_log;
    RETURN true;
END $$;
"""


def person(**more: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person", **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0007_plan_alone"),
        ("people", "0001_initial"),
        ("municipality", "0001_initial"),
        ("logs", "0001_initial"),
    ]
    operations = [
        migrations.AddField("consent", "next_holder", person(null=True)),
        migrations.AddField(
            "consent",
            "leaving_unit",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipality.unit",
            ),
        ),
        migrations.AddField("consent", "leaving_on", models.DateField(null=True)),
        migrations.CreateModel(
            name="KeptOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("person", person(null=True)),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people_kept_out",
                        to="consent.consent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("consent", "person"), name="kept_out_once")
                ]
            },
        ),
        trigger(CONSENT_IS_FINAL, "consent_is_final"),
        wall("consent_keptout", ALL, insert=MINE),
        same_log("consent_keptout", "consent_id", "consent_consent"),
        migrations.RunSQL(ASKED_IS_FROZEN, migrations.RunSQL.noop),
        trigger(NAMED_OR_KEPT_OUT, "named_or_kept_out"),
        trigger(KEPT_OUT_STAYS_OUT, "kept_out_stays_out"),
        function(DISCARD_DRAFT, "discard_draft(uuid)"),
        grant("consent_keptout", web="SELECT, INSERT, DELETE"),
        grant("consent_consent", web="UPDATE (next_holder_id, leaving_unit_id, leaving_on)"),
    ]
