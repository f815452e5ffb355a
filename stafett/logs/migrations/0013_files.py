"""Files, and to whom in a log something was sent: both behind the wall by their keys. A picture
of one's own beside the owner's name (J6).
"""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import BY_THE_OWNER, OPEN, READ, grant, hide, restrict, trigger, wall

# To whom it goes is said before it is written: what has been read is not taken away afterwards.
AUDIENCE_COMES_FIRST = """
CREATE FUNCTION audience_comes_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM book_entry
               WHERE book_id = NEW.log_id AND about @> ARRAY[NEW.subject]) THEN
        RAISE 'to whom it goes is said before it is written' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audience_comes_first BEFORE INSERT ON logs_audience
    FOR EACH ROW EXECUTE FUNCTION audience_comes_first();
"""
# The picture lies in the log that shows it.
IN_THE_SAME_LOG = """
CREATE UNIQUE INDEX IF NOT EXISTS logs_file_by_log ON logs_file (log_id, id);
ALTER TABLE logs_log ADD CONSTRAINT logs_log_photo_id_same_log
    FOREIGN KEY (id, photo_id) REFERENCES logs_file (log_id, id)
    DEFERRABLE INITIALLY DEFERRED;
"""
# It is chosen by those who read an open log; who is only asked sees the name, and chooses nothing.
PICTURES_ARE_CHOSEN_WHILE_OPEN = f"""
CREATE FUNCTION pictures_are_chosen_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN{BY_THE_OWNER}
    IF NEW.opened_at IS NULL OR NEW.closed_at IS NOT NULL
       OR stafett_me() IS NOT NULL AND NEW.id NOT IN (SELECT my_readings()) THEN
        RAISE 'a picture is chosen by those who read an open log' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pictures_are_chosen_while_open BEFORE UPDATE ON logs_log
    FOR EACH ROW WHEN ((NEW.picture, NEW.photo_id) IS DISTINCT FROM (OLD.picture, OLD.photo_id))
    EXECUTE FUNCTION pictures_are_chosen_while_open();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0012_hidden"),
    ]
    operations = [
        trigger(AUDIENCE_COMES_FIRST, "audience_comes_first"),
        RunSQL(IN_THE_SAME_LOG, RunSQL.noop),
        wall("logs_audience", READ, insert=f"{OPEN} AND by_id = stafett_me()"),
        wall("logs_file", READ, insert=f"{OPEN} AND by_id = stafett_me()"),
        hide("logs_audience", "subject"),
        restrict("logs_file", "NOT about && ARRAY (SELECT my_hidden())"),
        grant("logs_audience", web="SELECT, INSERT, UPDATE (people)"),
        grant("logs_file", web="SELECT, INSERT"),
        trigger(PICTURES_ARE_CHOSEN_WHILE_OPEN, "pictures_are_chosen_while_open"),
    ]
