"""Grants on the book: insert-only for the runtime logins but for the head. Policies: logs."""

from django.db import migrations

from stafett.book.walls import function, grant

ME = """
CREATE FUNCTION stafett_me() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('stafett.person', true), '')::uuid
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("book", "0001_initial"), ("sessions", "0001_initial")]
    operations = [
        function(ME, "stafett_me()"),
        grant("book_book", web="SELECT, INSERT, UPDATE (count, last_hash, seal)"),
        grant("book_book", worker="SELECT, UPDATE (count, last_hash, seal)"),
        grant("book_entry", web="SELECT, INSERT", worker="SELECT, INSERT"),
        grant("book_content", web="SELECT, INSERT", worker="SELECT, INSERT"),
        grant("book_place", worker="SELECT, INSERT, UPDATE"),
        grant("django_session", web="SELECT, INSERT, UPDATE, DELETE", worker="SELECT, DELETE"),
    ]
