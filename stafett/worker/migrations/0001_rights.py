"""What the runtime logins may do with Procrastinate's tables, which the owner owns."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

# Web defers jobs, which reads and updates besides inserting; only the worker removes.
RIGHTS = """
DO $$
DECLARE name regclass;
BEGIN
    FOR name IN SELECT oid FROM pg_class
    WHERE relname LIKE 'procrastinate\\_%' AND relkind = 'r'
    AND relnamespace = 'public'::regnamespace
    LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO stafett_web', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO stafett_worker', name);
    END LOOP;
    FOR name IN SELECT oid FROM pg_class
    WHERE relname LIKE 'procrastinate\\_%' AND relkind = 'S'
    AND relnamespace = 'public'::regnamespace
    LOOP
    EXECUTE format('GRANT USAGE ON SEQUENCE %s TO stafett_web, stafett_worker', name);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        RunSQL(RIGHTS, RunSQL.noop),
    ]
