"""What was told is deleted after three months, by the worker."""

from django.db import migrations

from stafett.book.walls import grant


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_files_of_mails")]
    operations = [
        grant("notices_notice", worker="DELETE"),
        grant("notices_letter", worker="DELETE"),
        grant("notices_kept", worker="DELETE"),
    ]
