from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_deliveries")]
    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)),
                fields=["next_at"],
                name="deliveries_due",
            ),
        ),
    ]
