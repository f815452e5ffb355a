"""Whom to tell that a demand is decided: the worker does not read the demand itself."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

DEMANDER = """
CREATE FUNCTION demander_of(this_demand uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT by_id FROM deletion_demand WHERE id = this_demand
$$;
REVOKE ALL ON FUNCTION demander_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION demander_of(uuid) TO stafett_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("deletion", "0004_levels")]
    operations = [RunSQL(DEMANDER, RunSQL.noop)]
