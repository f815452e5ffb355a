"""Who has accessed a child's data, to an administrator who says why: the question and the answer
are one, so that none is had without the other, and the family is told of it (H10).
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import function, grant, wall

# The own municipality's logs, and what its own people asked the register: of other municipalities
# not even that there is something. When the child itself looks is nobody else's business.
ASK = """
CREATE FUNCTION ask_who_looked(town uuid, wanted text, why text) RETURNS TABLE (
    at timestamptz, who text, role text, service text, kinds text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
    child uuid;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM my_municipalities() m WHERE m = town) THEN
        RETURN;
    END IF;
    SELECT person_id INTO child FROM people_nationalidentity WHERE number_hash = wanted;
    INSERT INTO logs_inquiry (id, municipality_id, asked_by_id, subject_hash, child_id, ground, at)
        VALUES (gen_random_uuid(), town, stafett_me(), wanted, child, why, now());
    RETURN QUERY
    SELECT r.minute, p.given_name || ' ' || p.family_name, r.role::text, r.service::text,
           array_agg(r.kind::text ORDER BY r.kind)
    FROM logs_reading r JOIN logs_log l ON l.id = r.log_id JOIN people_person p ON p.id = r.person_id
    WHERE l.owner_id = child AND l.municipality_id = town AND r.person_id <> child
    GROUP BY r.minute, r.person_id, p.given_name, p.family_name, r.role, r.service
    UNION ALL
    SELECT u.at, p.given_name || ' ' || p.family_name, 'register', coalesce((
               SELECT t.name FROM municipality_position o JOIN municipality_unit t ON t.id = o.unit_id
               WHERE o.person_id = u.by_id AND t.municipality_id = town ORDER BY o.from_date DESC LIMIT 1
           ), '')::text, ARRAY[u.ground::text]
    FROM people_lookup u LEFT JOIN people_person p ON p.id = u.by_id
    WHERE u.subject_hash = wanted
      AND (EXISTS (SELECT 1 FROM logs_log l WHERE l.id = u.log_id AND l.municipality_id = town)
        OR EXISTS (SELECT 1 FROM municipality_position o JOIN municipality_unit t ON t.id = o.unit_id
                   WHERE o.person_id = u.by_id AND t.municipality_id = town))
    ORDER BY 1 DESC, 2;
END $$;
"""
INQUIRIES_OF = """
CREATE FUNCTION inquiries_of(this_log uuid) RETURNS TABLE (at timestamptz, who text, ground text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT q.at, p.given_name || ' ' || p.family_name, q.ground
    FROM logs_inquiry q JOIN people_person p ON p.id = q.asked_by_id
        JOIN logs_log l ON l.id = this_log AND l.municipality_id = q.municipality_id
    WHERE this_log IN (SELECT my_family_logs())
      AND (q.child_id = l.owner_id OR q.subject_hash = (
          SELECT number_hash FROM people_nationalidentity WHERE person_id = l.owner_id))
    ORDER BY q.at DESC
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("logs", "0007_plan_alone"),
        ("municipality", "0003_positions_end"),
        ("people", "0004_sealed_numbers"),
    ]
    operations = [
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject_hash", models.CharField(db_index=True, max_length=64)),
                ("ground", models.TextField(max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
        ),
        function(ASK, "ask_who_looked(uuid, text, text)"),
        function(INQUIRIES_OF, "inquiries_of(uuid)"),
        # Written and read through the functions alone.
        wall("logs_inquiry", "false"),
        grant("logs_inquiry", web="", worker=""),
    ]
