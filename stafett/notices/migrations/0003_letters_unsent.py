from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_wall")]
    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("sent_at", None)), fields=["begun_at"], name="letters_unsent"
            ),
        ),
    ]
