"""The baton: who has it, to whom it is offered, who shares it in writing (D6, D9), and a holder
who is away for a time with who stands in (D5, D10).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import BY_THE_OWNER, MINE, grant, trigger, wall

# At opening Stafett itself offers the baton for the starter to the holder whom the family read of.
OFFER_OF_MINE = """(offered_by_id = stafett_me() OR EXISTS (
    SELECT 1 FROM logs_log l WHERE l.id = log_id
      AND l.started_by_id = offered_by_id AND l.planned_holder_id = offered_to_id))"""
OF_THE_FAMILY = f"""{MINE} AND by_id = stafett_me() AND EXISTS (SELECT 1 FROM logs_admission a
    WHERE a.log_id = logs_holderwish.log_id AND a.person_id = stafett_me()
      AND a.role IN ('owner', 'guardian') AND a.ended_at IS NULL)"""

# For what is inserted in SQL: a default of Django's that the database gives would be read back.
ALONE = """
ALTER TABLE logs_leg ALTER tasks SET DEFAULT '', ALTER is_contact SET DEFAULT false;
ALTER TABLE logs_handover ALTER shares SET DEFAULT false, ALTER tasks SET DEFAULT '',
    ALTER giver_tasks SET DEFAULT '';
"""
# D11: an offer is answered once, and only by the one who was asked; the giver may take it back.
OFFER_IS_ANSWERED_ONCE = f"""
CREATE FUNCTION offer_is_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN{BY_THE_OWNER}
    IF OLD.answer IS NOT NULL THEN
        RAISE 'an offer is answered once' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.answer IN ('accepted', 'declined')
       AND NEW.offered_to_id IS DISTINCT FROM stafett_me() THEN
        RAISE 'only the one who was asked answers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_is_answered_once BEFORE UPDATE ON logs_handover
    FOR EACH ROW EXECUTE FUNCTION offer_is_answered_once();
"""
LEGS_ARE_DIVIDED = """
CREATE FUNCTION legs_are_divided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    holders int;
    written int;
    contacts int;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE tasks <> ''), count(*) FILTER (WHERE is_contact)
        INTO holders, written, contacts
        FROM logs_leg WHERE log_id = NEW.log_id AND ended_at IS NULL;
    IF holders > 1 AND (written < holders OR contacts <> 1) THEN
        RAISE 'who share the baton write who does what and whom the family contacts'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER legs_are_divided AFTER INSERT OR UPDATE ON logs_leg
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION legs_are_divided();
"""
# As an offer: answered once, by who was asked; when it is over it stays over.
STAND_IN_ANSWERS_ONCE = """
CREATE FUNCTION stand_in_answers_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.answer IS DISTINCT FROM NEW.answer
       AND (OLD.answer IS NOT NULL OR NEW.deputy_id IS DISTINCT FROM stafett_me()) THEN
        RAISE 'only who was asked to stand in answers, once' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS DISTINCT FROM NEW.ended_at
       AND NEW.holder_id IS DISTINCT FROM stafett_me() THEN
        RAISE 'only who is away comes back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stand_in_answers_once BEFORE UPDATE ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION stand_in_answers_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0007_logs"),
    ]
    operations = [
        RunSQL(ALONE, RunSQL.noop),
        trigger(OFFER_IS_ANSWERED_ONCE, "offer_is_answered_once"),
        trigger(LEGS_ARE_DIVIDED, "legs_are_divided"),
        trigger(STAND_IN_ANSWERS_ONCE, "stand_in_answers_once"),
        wall("logs_leg", MINE),
        wall("logs_handover", MINE, insert=f"{MINE} AND {OFFER_OF_MINE}"),
        wall("logs_absence", MINE, insert=f"{MINE} AND holder_id = stafett_me()"),
        wall("logs_holderwish", MINE, insert=OF_THE_FAMILY, change="false"),
        grant(
            "logs_leg",
            web="SELECT, INSERT, UPDATE (ended_at, tasks, is_contact)",
            worker="SELECT, UPDATE (ended_at)",
        ),
        grant(
            "logs_handover",
            web="SELECT, INSERT, UPDATE (answer, answered_at, answer_word)",
            worker="SELECT, INSERT, UPDATE (answer, answered_at, answer_word)",
        ),
        grant("logs_absence", web="SELECT, INSERT, UPDATE (answer, answered_at, ended_at)"),
        grant("logs_holderwish", web="SELECT, INSERT"),
    ]
