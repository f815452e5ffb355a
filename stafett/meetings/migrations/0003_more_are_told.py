"""Who is called in later is told of the meeting too; what is told to somebody is never untold."""

from django.db import migrations

from stafett.book.walls import grant, trigger

ONLY_MORE = """
CREATE FUNCTION audience_only_grows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF NEW.people @> OLD.people AND EXISTS (
        SELECT 1 FROM meetings_meeting m JOIN meetings_meetingcall c ON c.meeting_id = m.id
        WHERE m.id = OLD.subject AND c.written_by_id = stafett_me()) THEN
        RETURN NEW;
    END IF;
    RAISE 'to whom a meeting is told only grows, by who invites' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER audience_only_grows BEFORE UPDATE ON logs_audience
    FOR EACH ROW EXECUTE FUNCTION audience_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_wall")]
    operations = [
        trigger(ONLY_MORE, "audience_only_grows"),
        grant("logs_audience", web="UPDATE (people)", worker=""),
    ]
