"""A print has everything in it: nobody from whom something is hidden is given it as it lies."""

from django.db import migrations

from stafett.book.walls import grant, restrict, wall


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_files"), ("logs", "0012_health_wall")]
    operations = [
        migrations.RemoveField(model_name="deposit", name="pdf"),
        wall("archive_depositfile", "deposit_id IN (SELECT id FROM archive_deposit)"),
        restrict(
            "archive_depositfile", "(log_id = ANY (ARRAY (SELECT my_partial_logs()))) IS NOT TRUE"
        ),
        grant("archive_depositfile", web="SELECT", worker="SELECT, INSERT"),
    ]
