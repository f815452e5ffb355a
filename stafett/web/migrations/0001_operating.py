"""What a machine may be told of how Stafett fares: counts and ages, nothing of a log."""

from django.db import migrations

from stafett.book.walls import function

OPERATING_FIGURES = """
CREATE FUNCTION operating_figures() RETURNS TABLE (name text, value double precision)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT 'jobs_due', count(*)::double precision FROM procrastinate_jobs
        WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()
    UNION ALL
    SELECT 'jobs_oldest_due_seconds',
        coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, now()))), 0)
        FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at <= now()
    UNION ALL
    SELECT 'jobs_failed', count(*) FROM procrastinate_jobs WHERE status = 'failed'
    UNION ALL
    SELECT 'letters_unsent', count(*) FROM notices_letter WHERE sent_at IS NULL
    UNION ALL
    SELECT 'letters_oldest_unsent_seconds',
        coalesce(extract(epoch FROM now() - min(begun_at)), 0)
        FROM notices_letter WHERE sent_at IS NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        function(OPERATING_FIGURES, "operating_figures()"),
    ]
