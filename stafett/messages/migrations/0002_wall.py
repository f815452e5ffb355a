"""The wall around messages: for those they were sent to, the family and who has the baton. The
texts that a municipality's messages begin from are public, set by its administrators.
"""

from django.db import migrations

from stafett.book.walls import OPEN, READ, function, grant, hide, same_log, wall

# A message without an audience has been sent to nobody: it is not for those who see the plan alone.
SENT = "EXISTS (SELECT 1 FROM logs_audience a WHERE a.subject = coalesce(first_id, id))"
# When the child reads, only the child sees it.
NOT_THE_CHILDS = """(person_id = stafett_me() OR NOT EXISTS (
    SELECT 1 FROM logs_log l WHERE l.id = log_id AND l.owner_id = person_id))"""
OURS = "municipality_id = ANY (ARRAY (SELECT my_municipalities()))"

# What is hidden from me, with the answers to it.
MY_HIDDEN_MESSAGES = """
CREATE FUNCTION my_hidden_messages() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH hidden AS MATERIALIZED (SELECT my_hidden() AS id)
    SELECT id FROM hidden
    UNION SELECT m.id FROM messages_message m JOIN hidden h ON h.id = m.first_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_initial"),
        ("logs", "0012_hidden"),
    ]
    operations = [
        function(MY_HIDDEN_MESSAGES, "my_hidden_messages()"),
        wall("messages_message", READ, insert=f"{OPEN} AND by_id = stafett_me() AND {SENT}"),
        wall(
            "messages_opened",
            f"{READ} AND {NOT_THE_CHILDS}",
            insert=f"{READ} AND person_id = stafett_me()",
        ),
        wall("messages_beginning", "true", insert=OURS, change=OURS),
        hide("messages_message", "id", "first_id"),
        hide("messages_opened", "message_id", things="my_hidden_messages"),
        same_log("messages_message", "first_id", "messages_message"),
        same_log("messages_opened", "message_id", "messages_message"),
        grant("messages_message", web="SELECT, INSERT"),
        grant("messages_opened", web="SELECT, INSERT"),
        grant(
            "messages_beginning",
            web="SELECT, INSERT, UPDATE (title, text, changed_at, entry), DELETE",
        ),
    ]
