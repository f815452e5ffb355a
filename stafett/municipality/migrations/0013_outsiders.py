"""Outsiders: those who take part in logs from a service outside the municipality, and are no staff."""

from django.db import migrations, models

from stafett.book.walls import trigger

CHOICES = [
    ("staff", "staff"),
    ("leader", "leader"),
    ("administrator", "system administrator"),
    ("outsider", "from outside the municipality"),
]

# As before, and no outsider leads a unit.
WORKS_HERE = """
CREATE OR REPLACE FUNCTION deputy_works_here() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM 1 FROM municipality_position p
        WHERE p.person_id = NEW.person_id AND p.unit_id = NEW.unit_id AND NOT p.deputy
          AND p.role <> 'outsider' AND p.ended_at IS NULL AND p.from_date <= NEW.from_date
          AND (p.until IS NULL OR p.until >= NEW.until)
        FOR SHARE;
    IF NOT FOUND THEN
        RAISE 'a deputy works in the unit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("municipality", "0012_deputies")]
    operations = [
        *(
            migrations.AlterField(
                model, "role", models.CharField(choices=CHOICES, default="staff", max_length=20)
            )
            for model in ("position", "invitation")
        ),
        trigger(WORKS_HERE, "deputy_works_here"),
    ]
