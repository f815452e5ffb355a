"""The wall around messages: for those they were sent to, the family and who has the baton."""

from django.db import migrations

from stafett.book.walls import function, grant, hide, same_log, wall

READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
OPEN = f"""{READ} AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))"""
# A message without an audience has been sent to nobody: it is not for those who see the plan alone.
SENT = "EXISTS (SELECT 1 FROM logs_audience a WHERE a.subject = coalesce(first_id, id))"
# When the child reads, only the child sees it.
NOT_THE_CHILDS = """(person_id = stafett_me() OR NOT EXISTS (
    SELECT 1 FROM logs_log l WHERE l.id = log_id AND l.owner_id = person_id))"""

# What is hidden from me, with the answers to it.
MY_HIDDEN_MESSAGES = """
CREATE FUNCTION my_hidden_messages() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH hidden AS MATERIALIZED (SELECT my_hidden() AS id)
    SELECT id FROM hidden
    UNION SELECT m.id FROM messages_message m JOIN hidden h ON h.id = m.first_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("logs", "0013_files")]
    operations = [
        function(MY_HIDDEN_MESSAGES, "my_hidden_messages()"),
        wall("messages_message", READ, insert=f"{OPEN} AND by_id = stafett_me() AND {SENT}"),
        wall(
            "messages_opened",
            f"{READ} AND {NOT_THE_CHILDS}",
            insert=f"{READ} AND person_id = stafett_me()",
        ),
        hide("messages_message", "id", "first_id"),
        hide("messages_opened", "message_id", things="my_hidden_messages"),
        same_log("messages_message", "first_id", "messages_message"),
        same_log("messages_opened", "message_id", "messages_message"),
        grant("messages_message", web="SELECT, INSERT"),
        grant("messages_opened", web="SELECT, INSERT"),
    ]
