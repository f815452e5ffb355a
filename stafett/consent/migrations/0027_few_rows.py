"""How many rows PostgreSQL expects of functions that were made anew without `walls.function`."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from stafett.book.walls import few_rows

NAMES = (
    *("letting_ask()", "my_charges()", "my_hidden_things()", "unit_in_use(uuid)"),
    *("unit_names(uuid)", "live_sights(text[], uuid[], boolean)"),
)


class Migration(migrations.Migration):
    dependencies = [("consent", "0026_outsiders"), ("logs", "0036_batons_by_unit")]
    operations = [RunSQL(few_rows(name), RunSQL.noop) for name in NAMES]
