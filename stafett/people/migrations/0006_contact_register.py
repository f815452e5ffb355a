"""The contact register is asked too, and each question noted as the others are (I6)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_interpreter")]
    operations = [
        migrations.AlterField(
            model_name="lookup",
            name="ground",
            field=models.CharField(
                choices=[
                    ("start_log", "A log was to be started together with the family"),
                    ("renew_family", "The family's facts were checked"),
                    ("sign_in", "The person signed in"),
                    ("training", "The training municipality was made"),
                    ("contact", "Somebody was to be told something, and had written no address"),
                ],
                max_length=20,
            ),
        ),
    ]
