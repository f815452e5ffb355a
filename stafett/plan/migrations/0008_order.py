"""Until somebody chooses an order, a list shows the late measures first."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plan", "0007_pictures")]
    operations = [
        migrations.RunSQL('UPDATE plan_measure SET "order" = 0', migrations.RunSQL.noop),
    ]
