"""A picture of one's own beside the owner's name, and more to choose among (J6)."""

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, trigger

# The picture lies in the log that shows it.
IN_THE_SAME_LOG = """
    CREATE UNIQUE INDEX IF NOT EXISTS logs_file_by_log ON logs_file (log_id, id);
    ALTER TABLE logs_log ADD CONSTRAINT logs_log_photo_id_same_log
        FOREIGN KEY (id, photo_id) REFERENCES logs_file (log_id, id)
        DEFERRABLE INITIALLY DEFERRED;
"""

# It is chosen by those who read an open log; who is only asked sees the name, and chooses nothing.
PICTURES_OF_OPEN_LOGS = """
CREATE FUNCTION pictures_are_chosen_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
    dependencies = [("logs", "0019_inquiries_differ")]
    operations = [
        migrations.AlterField(
            model_name="file",
            name="kind",
            field=models.CharField(
                choices=[
                    ("picture", "picture"),
                    ("document", "document"),
                    ("shown", "picture on a page"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="log",
            name="picture",
            field=models.CharField(default="none", max_length=30),
        ),
        migrations.AddField(
            model_name="log",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="logs.file",
            ),
        ),
        migrations.RunSQL(IN_THE_SAME_LOG, migrations.RunSQL.noop),
        trigger(PICTURES_OF_OPEN_LOGS, "pictures_are_chosen_while_open"),
        grant("logs_log", web="UPDATE (photo_id)", worker=""),
    ]
