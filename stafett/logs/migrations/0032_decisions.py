"""What the municipality decides about who coordinates: its own services alone (N2, N3, N4).

As before, and decisions that are wanted in the waiting batons.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import MINE, function, grant, trigger, wall

TODAY = "(now() AT TIME ZONE 'Europe/Oslo')::date"
LEADS = f"""EXISTS (SELECT 1 FROM municipality_position p
    WHERE p.unit_id = u.id AND p.role = 'leader' AND p.ended_at IS NULL AND p.from_date <= {TODAY}
      AND (p.until IS NULL OR p.until >= {TODAY}) AND p.person_id <> g.holder_id"""
DAYS = f"""(SELECT CASE WHEN v.settings ? 'offer_days' THEN (v.settings->>'offer_days')::int
        ELSE 7 END
    FROM municipality_policyversion v
    WHERE v.municipality_id = l.municipality_id AND v.from_date <= {TODAY}
    ORDER BY v.from_date DESC LIMIT 1)"""
STANDS_IN = f"""s.answer = 'accepted' AND EXISTS (SELECT 1 FROM logs_admission d
    WHERE d.log_id = s.log_id AND d.person_id = s.deputy_id AND d.role = 'participant'
      AND d.ended_at IS NULL AND d.until >= {TODAY} AND admission_holds(d.id))"""
HOLDERS = f"""logs_leg g JOIN logs_log l ON l.id = g.log_id
    JOIN people_person h ON h.id = g.holder_id
    CROSS JOIN LATERAL (SELECT b.unit_id FROM logs_admission b WHERE b.log_id = g.log_id
        AND b.person_id = g.holder_id AND b.role = 'participant'
        ORDER BY b.from_at DESC LIMIT 1) a
    JOIN municipality_unit u ON u.id = true_unit(a.unit_id)
    WHERE g.ended_at IS NULL AND l.closed_at IS NULL
      AND ({LEADS} AND p.person_id = stafett_me())
        OR u.municipality_id IN (SELECT my_municipalities()) AND NOT {LEADS}))"""
WAITING = f"""
CREATE OR REPLACE FUNCTION waiting_batons() RETURNS TABLE (
    kind text, unit_id uuid, unit text, holder text, other text, since date, until date)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
    WITH mine AS (SELECT g.log_id, g.holder_id, l.municipality_id, u.id AS unit_id, u.name AS unit,
            h.given_name || ' ' || h.family_name AS holder
        FROM {HOLDERS})
    SELECT 'offer', l.unit_id, l.unit, l.holder, r.given_name || ' ' || r.family_name,
        (o.offered_at AT TIME ZONE 'Europe/Oslo')::date AS since, NULL::date
    FROM mine l JOIN logs_handover o ON o.log_id = l.log_id AND o.offered_by_id = l.holder_id
        AND o.answer IS NULL
    JOIN people_person r ON r.id = o.offered_to_id
    WHERE o.offered_at <= now() - make_interval(days => {DAYS})
    UNION ALL
    SELECT CASE WHEN {STANDS_IN} THEN 'away' ELSE 'absence' END, l.unit_id, l.unit, l.holder,
        r.given_name || ' ' || r.family_name, s.from_date, s.until
    FROM mine l JOIN logs_absence s ON s.log_id = l.log_id AND s.holder_id = l.holder_id
        AND s.ended_at IS NULL AND s.until >= {TODAY}
    JOIN people_person r ON r.id = s.deputy_id
    WHERE {STANDS_IN} OR s.from_date <= {TODAY} + 3
    UNION ALL
    SELECT 'decision', l.unit_id, l.unit, l.holder, r.given_name || ' ' || r.family_name,
        (d.asked_at AT TIME ZONE 'Europe/Oslo')::date, NULL::date
    FROM mine l JOIN logs_decision d ON d.log_id = l.log_id AND d.recorded_at IS NULL
    JOIN people_person r ON r.id = d.asked_by_id
    ORDER BY 6, 3, 4
$$;
"""
OWN_SERVICES = """
CREATE FUNCTION decides_for_own_services() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.recorded_at IS NOT NULL THEN
            RAISE 'what is decided is never changed' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NEW.unit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM municipality_unit u JOIN logs_log l ON l.id = NEW.log_id
        WHERE u.id = true_unit(NEW.unit_id) AND u.municipality_id = l.municipality_id
          AND u.kind NOT IN ('gp', 'bup', 'county', 'state', 'private')) THEN
        RAISE 'the municipality decides for its own services alone'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decides_for_own_services BEFORE INSERT OR UPDATE ON logs_decision
    FOR EACH ROW EXECUTE FUNCTION decides_for_own_services();
"""
PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("logs", "0031_two_holders"), ("municipality", "0010_units")]
    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("service", "which service coordinates"),
                            ("coordinator", "that a child coordinator is appointed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("about", models.TextField(blank=True, max_length=1000)),
                ("decider", models.CharField(blank=True, max_length=200)),
                ("decided_on", models.DateField(null=True)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("asked_by", models.ForeignKey(to="people.person", **PERSON)),
                ("person", models.ForeignKey(null=True, to="people.person", **PERSON)),
                ("unit", models.ForeignKey(null=True, to="municipality.unit", **PERSON)),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("recorded_at", None)),
                        fields=("log",),
                        name="one_decision_wanted_at_a_time",
                    )
                ]
            },
        ),
        trigger(OWN_SERVICES, "decides_for_own_services"),
        wall("logs_decision", MINE, insert=f"{MINE} AND asked_by_id = stafett_me()"),
        grant(
            "logs_decision",
            web="SELECT, INSERT, UPDATE (unit_id, decider, decided_on, reason, recorded_at)",
        ),
        function(WAITING, "waiting_batons()"),
    ]
