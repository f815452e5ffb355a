"""Who leads a unit is found at once, and PostgreSQL knows that hardly anybody administers more than
one municipality: else it reads every unit there is.
"""

from django.db import migrations, models
from django.db.migrations.operations import RunSQL


class Migration(migrations.Migration):
    dependencies = [("municipality", "0015_own_log_alone")]
    operations = [
        migrations.AddIndex(
            "position",
            models.Index(
                fields=["unit"],
                condition=models.Q(role="leader", ended_at=None),
                name="leads_a_unit",
            ),
        ),
        RunSQL("ALTER FUNCTION my_municipalities() ROWS 1", RunSQL.noop),
    ]
