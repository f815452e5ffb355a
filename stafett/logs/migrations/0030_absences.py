"""A holder who is away for a time and who stands in; the leader is told of both (D5, D10).

As before, and absences in the waiting batons: `away` has somebody who stands in, `absence` has
nobody and has begun or begins soon.
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

# Who has the baton at this person's unit, whatever stands in for the unit in the log.
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
    ORDER BY 6, 3, 4
$$;
"""

# As an offer: answered once, by who was asked; when it is over it stays over.
ANSWERED_ONCE = """
CREATE FUNCTION stand_in_answers_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.answer IS DISTINCT FROM NEW.answer
       AND (OLD.answer IS NOT NULL OR NEW.deputy_id IS DISTINCT FROM stafett_me()) THEN
        RAISE 'only who was asked to stand in answers, once' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.ended_at IS DISTINCT FROM NEW.ended_at
       AND NEW.holder_id IS DISTINCT FROM stafett_me() THEN
        RAISE 'only who is away comes back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stand_in_answers_once BEFORE UPDATE ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION stand_in_answers_once();
CREATE TRIGGER ends_once BEFORE UPDATE ON logs_absence
    FOR EACH ROW EXECUTE FUNCTION ends_once();
"""
PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("logs", "0029_referrals"), ("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("from_date", models.DateField()),
                ("until", models.DateField()),
                ("told_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "stands in"), ("declined", "cannot stand in")],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("deputy", models.ForeignKey(to="people.person", **PERSON)),
                ("holder", models.ForeignKey(to="people.person", **PERSON)),
                (
                    "log",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="logs.log",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("log", "holder"),
                        name="away_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("from_date"))),
                        name="away_for_some_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", None), ("answered_at", None))
                        | models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                        name="a_stand_in_answers_at_a_time",
                    ),
                ]
            },
        ),
        trigger(ANSWERED_ONCE, "stand_in_answers_once"),
        wall("logs_absence", MINE, insert=f"{MINE} AND holder_id = stafett_me()"),
        grant("logs_absence", web="SELECT, INSERT, UPDATE (answer, answered_at, ended_at)"),
        function(WAITING, "waiting_batons()"),
    ]
