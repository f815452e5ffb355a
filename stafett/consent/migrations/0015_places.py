"""In a log with a protected address a consent names the kind of service alone (issue 4.5)."""

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, trigger, wall

NAMED = """
CREATE TRIGGER writes_no_place BEFORE INSERT ON consent_named
    FOR EACH ROW EXECUTE FUNCTION writes_no_place();
"""
# What was asked stays as it was read, but for a place that is hidden when protection comes.
ASKED_IS_FROZEN = """
CREATE OR REPLACE FUNCTION asked_is_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'consent_named' THEN
        IF log_hides_places(NEW.log_id)
           AND to_jsonb(NEW) - '{service,phone,email}'::text[]
             = to_jsonb(OLD) - '{service,phone,email}'::text[]
           AND (to_jsonb(NEW)->>'service', to_jsonb(NEW)->>'phone', to_jsonb(NEW)->>'email')
             = (kind_of_service((to_jsonb(NEW)->>'unit_id')::uuid), '', '') THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM 1 FROM consent_consent WHERE id IN (NEW.consent_id, OLD.consent_id) FOR SHARE;
    IF EXISTS (SELECT 1 FROM consent_consent
               WHERE (asked_at IS NOT NULL OR ended_at IS NOT NULL)
                 AND id IN (NEW.consent_id, OLD.consent_id)) THEN
        RAISE 'what was asked cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
# As before, but for the places in a text that are hidden when protection comes: the text as it was
# signed is kept apart, for those who may know them.
CONSENT_IS_FINAL = """
CREATE OR REPLACE FUNCTION consent_is_final() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF coalesce(NEW.asked_at, NEW.activated_at, NEW.ended_at) IS NOT NULL THEN
            RAISE 'a consent begins unasked' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF pg_trigger_depth() > 1 AND log_hides_places(NEW.log_id)
       AND to_jsonb(NEW) - 'text' = to_jsonb(OLD) - 'text'
       AND EXISTS (SELECT 1 FROM consent_originaltext WHERE consent_id = NEW.id) THEN
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
WITHOUT_PLACES = """
CREATE FUNCTION without_places(this_log uuid, said text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    each record;
BEGIN
    FOR each IN
        WITH units AS (SELECT unit_id FROM logs_log WHERE id = this_log
            UNION SELECT unit_id FROM consent_named WHERE log_id = this_log
            UNION SELECT leaving_unit_id FROM consent_consent WHERE log_id = this_log)
        SELECT u.name AS words, kind_of_service(u.id) AS instead FROM municipality_unit u
            WHERE u.id IN (SELECT unit_id FROM units)
        UNION SELECT unnest(ARRAY[p.phone, p.email]), '' FROM municipality_position p
            WHERE p.unit_id IN (SELECT unit_id FROM units)
        ORDER BY 1 DESC
    LOOP
        IF each.words <> '' THEN
            said := replace(said, trim(both '"' FROM to_json(each.words)::text), each.instead);
        END IF;
    END LOOP;
    RETURN said;
END $$;
"""
NAMED_ARE_HIDDEN = """
CREATE FUNCTION places_of_named_are_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    UPDATE consent_named SET service = kind_of_service(unit_id), phone = '', email = ''
        WHERE log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    INSERT INTO consent_originaltext (consent_id, log_id, text)
        SELECT id, log_id, text FROM consent_consent WHERE text IS NOT NULL
            AND log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id)
        ON CONFLICT DO NOTHING;
    UPDATE consent_consent SET text = without_places(log_id, text::text)::jsonb
        WHERE text IS NOT NULL AND log_id IN (SELECT id FROM logs_log WHERE owner_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER places_of_named_are_hidden AFTER UPDATE OF protection ON people_person
    FOR EACH ROW WHEN (OLD.protection = 'none' AND NEW.protection <> 'none')
    EXECUTE FUNCTION places_of_named_are_hidden();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0014_young_answer_unheard"), ("logs", "0015_places_wall")]
    operations = [
        migrations.CreateModel(
            name="OriginalText",
            fields=[
                (
                    "consent",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="consent.consent",
                    ),
                ),
                ("text", models.JSONField()),
                (
                    "log",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="logs.log",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE consent_originaltext ADD CONSTRAINT consent_originaltext_consent"
            " FOREIGN KEY (consent_id) REFERENCES consent_consent (id) ON DELETE CASCADE",
            migrations.RunSQL.noop,
        ),
        wall(
            "consent_originaltext",
            "log_id = ANY (ARRAY (SELECT my_answers()))"
            " AND log_id <> ALL (ARRAY (SELECT my_uncleared()))",
            insert="false",
        ),
        grant("consent_originaltext", web="SELECT"),
        trigger(CONSENT_IS_FINAL, "consent_is_final"),
        migrations.RunSQL(
            f"{WITHOUT_PLACES}"
            "ALTER FUNCTION without_places(uuid, text) SET search_path = public, pg_temp;"
            "REVOKE ALL ON FUNCTION without_places(uuid, text) FROM PUBLIC;",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        trigger(ASKED_IS_FROZEN, "asked_is_frozen"),
        trigger(NAMED_ARE_HIDDEN, "places_of_named_are_hidden"),
    ]
