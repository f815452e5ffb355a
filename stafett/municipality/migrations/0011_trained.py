"""Who has taken the training: marked by the unit's leader, read there and by oneself (E5)."""

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, wall

LED = """position_id IN (SELECT p.id FROM municipality_position p
    WHERE p.unit_id = ANY (ARRAY (SELECT my_led_units())))"""
MINE = """position_id IN (SELECT p.id FROM municipality_position p
    WHERE p.person_id = stafett_me())"""
VERBS = "('municipality.trained', 'municipality.training_taken_back')"
BOOK = f"""
CREATE POLICY training_writes ON book_entry FOR INSERT TO stafett_web
    WITH CHECK (book_id = ANY (ARRAY (SELECT my_staff_books())) AND actor_id = stafett_me()
        AND verb IN {VERBS});
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0010_units"), ("people", "0004_sealed_numbers")]
    operations = [
        migrations.CreateModel(
            name="Trained",
            fields=[
                (
                    "position",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trained",
                        serialize=False,
                        to="municipality.position",
                    ),
                ),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        wall(
            "municipality_trained",
            f"{LED} OR {MINE}",
            insert=f"{LED} AND by_id = stafett_me()",
            change=LED,
        ),
        grant("municipality_trained", web="SELECT, INSERT, DELETE"),
        migrations.RunSQL(BOOK, migrations.RunSQL.noop),
    ]
