"""Who has signed in with less than an eID of the highest level sees the own log alone (I2)."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import function

# Set beside the person, for the rest of the transaction.
OWN_ALONE = """
CREATE FUNCTION stafett_own_alone() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('stafett.own_alone', true), '') = '1'
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("book", "0004_verification")]
    operations = [
        function(OWN_ALONE, "stafett_own_alone()"),
        RunSQL("GRANT EXECUTE ON FUNCTION stafett_own_alone() TO stafett_live", RunSQL.noop),
    ]
