"""Birthdays change who must sign: the worker tells and asks, the young person reviews.

The second wall says it in its own words: no consent becomes active without the owner's own yes,
where the policy it was asked by gives the owner a voice at the age that the owner has now.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import MINE, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"

OWNER_HAS_SIGNED = f"""
CREATE FUNCTION owner_has_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    owner uuid;
    born date;
    years int;
BEGIN
    SELECT p.id, p.birth_date INTO owner, born FROM logs_log l
        JOIN people_person p ON p.id = l.owner_id WHERE l.id = NEW.log_id;
    years := extract(year FROM age({TODAY}, born));
    IF (born IS NULL OR years >= 18
        OR years >= (NEW.policy->>'youth_signs_from')::int
        OR (NEW.scopes ?| ARRAY['health', 'ordinary_care']
            AND years >= (NEW.policy->>'health_youth_alone_from')::int)
        OR (NEW.scopes ? 'education'
            AND years >= (NEW.policy->>'education_youth_alone_from')::int))
       AND NOT EXISTS (SELECT 1 FROM consent_signature
                       WHERE consent_id = NEW.id AND person_id = owner AND says_yes) THEN
        RAISE 'the owner must sign at this age' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER owner_has_signed BEFORE UPDATE ON consent_consent FOR EACH ROW
    WHEN (OLD.activated_at IS NULL AND NEW.activated_at IS NOT NULL)
    EXECUTE FUNCTION owner_has_signed();
"""

# The young person's own word, or what the holder was told: from when the youth signs alone.
REVIEW_IS_THE_OWNERS = """
CREATE FUNCTION review_is_the_owners() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    this_log logs_log;
BEGIN
    SELECT * INTO this_log FROM logs_log WHERE id = NEW.log_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM consent_consent c WHERE c.log_id = NEW.log_id
            AND c.activated_at IS NOT NULL AND c.ended_at IS NULL
            AND EXISTS (SELECT 1 FROM consent_asked a WHERE a.consent_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM consent_asked a
                WHERE a.consent_id = c.id AND a.person_id <> this_log.owner_id)) THEN
        RAISE 'the owner does not sign alone' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = NEW.log_id
            AND a.person_id = NEW.guardian_id AND a.role = 'guardian' AND a.ended_at IS NULL) THEN
        RAISE 'this person has no access as a guardian' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.recorded_by_id IS NULL AND this_log.owner_id IS DISTINCT FROM stafett_me())
       OR (NEW.recorded_by_id IS NOT NULL AND (NEW.recorded_by_id IS DISTINCT FROM stafett_me()
           OR NOT EXISTS (SELECT 1 FROM logs_leg l WHERE l.log_id = NEW.log_id
                AND l.holder_id = NEW.recorded_by_id AND l.ended_at IS NULL))) THEN
        RAISE 'the owner decides, or the holder notes it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_is_the_owners BEFORE INSERT ON consent_guardianreview
    FOR EACH ROW EXECUTE FUNCTION review_is_the_owners();
"""

# H2: nobody else takes a guardian's access away; and a review that ends it, ends it at once.
GUARDIAN_ENDS_BY_REVIEW = """
CREATE FUNCTION guardian_ends_by_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF session_user = 'stafett_web'
       AND EXISTS (SELECT 1 FROM logs_log l JOIN people_guardianship g ON g.child_id = l.owner_id
            WHERE l.id = NEW.log_id AND g.guardian_id = NEW.person_id AND g.responsibility)
       AND NOT EXISTS (SELECT 1 FROM consent_guardianreview r WHERE r.log_id = NEW.log_id
            AND r.guardian_id = NEW.person_id AND NOT r.keeps) THEN
        RAISE 'a guardian reads until the owner says otherwise' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guardian_ends_by_review BEFORE UPDATE ON logs_admission FOR EACH ROW
    WHEN (OLD.role = 'guardian' AND (NEW.ended_at, NEW.until)
          IS DISTINCT FROM (OLD.ended_at, OLD.until))
    EXECUTE FUNCTION guardian_ends_by_review();
"""
REVIEW_BITES = """
CREATE FUNCTION review_bites() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NOT NEW.keeps AND EXISTS (SELECT 1 FROM logs_admission a WHERE a.log_id = NEW.log_id
            AND a.person_id = NEW.guardian_id AND a.role IN ('guardian', 'asked')
            AND a.ended_at IS NULL) THEN
        RAISE 'a review that ends access ends it at once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER review_bites AFTER INSERT ON consent_guardianreview
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION review_bites();
"""
PERSON = {
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": "people.person",
}
LOG = {"on_delete": django.db.models.deletion.CASCADE, "to": "logs.log"}


def key() -> tuple[str, models.UUIDField]:
    return "id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("consent", "0012_family_closes")]
    operations = [
        migrations.CreateModel(
            name="Birthday",
            fields=[
                key(),
                ("age", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("asks_owner", models.BooleanField()),
                ("goes", models.JSONField()),
                ("told_at", models.DateTimeField(null=True)),
                ("reached_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("log", models.ForeignKey(related_name="birthdays", **LOG)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("log", "age"), name="a_birthday_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="GuardianReview",
            fields=[
                key(),
                ("keeps", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("guardian", models.ForeignKey(**PERSON)),
                ("log", models.ForeignKey(related_name="guardian_reviews", **LOG)),
                ("recorded_by", models.ForeignKey(null=True, **PERSON)),
            ],
        ),
        wall("consent_birthday", MINE),
        wall("consent_guardianreview", MINE),
        grant(
            "consent_birthday",
            web="SELECT",
            worker='SELECT, INSERT, UPDATE (reached_at, outcome, told_at, "on", asks_owner, goes)',
        ),
        grant("consent_guardianreview", web="SELECT, INSERT"),
        trigger(OWNER_HAS_SIGNED, "owner_has_signed"),
        trigger(REVIEW_IS_THE_OWNERS, "review_is_the_owners"),
        trigger(GUARDIAN_ENDS_BY_REVIEW, "guardian_ends_by_review"),
        trigger(REVIEW_BITES, "review_bites"),
        # The day's own question: what the holder asks with a press of a button.
        grant(
            "consent_consent",
            worker="INSERT, UPDATE (asked_by_id, asked_at, text, text_hash, policy)",
        ),
        grant("consent_named", worker="INSERT"),
        grant("consent_keptout", worker="INSERT"),
        grant("consent_group", worker="INSERT"),
        grant("consent_asked", worker="INSERT"),
        grant("logs_admission", worker="INSERT"),
    ]
