"""Who asks, and what the runtime logins may do with the book: insert-only but for the head.

The policies stand in logs, for they ask which logs one is let in to.
"""

from django.db import migrations

from stafett.book.walls import SIGNED_IN, function, grant, wall

STAFETT_ME = """
CREATE FUNCTION stafett_me() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('stafett.person', true), '')::uuid
$$;
"""
# Who has signed in with less than an eID of the highest level sees the own log alone (I2). Set
# beside the person, for the rest of the transaction.
STAFETT_OWN_ALONE = """
CREATE FUNCTION stafett_own_alone() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('stafett.own_alone', true), '') = '1'
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("book", "0001_initial"),
    ]
    operations = [
        function(STAFETT_ME, "stafett_me()"),
        function(STAFETT_OWN_ALONE, "stafett_own_alone()"),
        wall("book_verification", SIGNED_IN),
        grant(
            "book_book",
            web="SELECT, INSERT, UPDATE (count, last_hash, seal)",
            worker="SELECT, UPDATE (count, last_hash, seal)",
        ),
        grant("book_entry", web="SELECT, INSERT", worker="SELECT, INSERT"),
        grant("book_content", web="SELECT, INSERT", worker="SELECT, INSERT"),
        grant("book_place", worker="SELECT, INSERT, UPDATE"),
        grant("book_verification", web="SELECT", worker="SELECT, INSERT"),
    ]
