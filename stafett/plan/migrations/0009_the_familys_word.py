"""What the family says of a goal: whether they agree with its words, and how near it is."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stafett.book.walls import grant, hide, same_log, wall

READ = "log_id = ANY (ARRAY (SELECT my_readings()))"
# In one's own name, in an open log, and only by the owner and guardians who are let in.
MINE = f"""{READ} AND by_id = stafett_me() AND log_id = ANY (ARRAY (
    SELECT id FROM logs_log WHERE opened_at IS NOT NULL AND closed_at IS NULL))
    AND log_id = ANY (ARRAY (SELECT my_family_logs()))"""


def of(model: str, related: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=related, to=model
    )


def common(related: str) -> list[tuple[str, models.Field]]:
    by = django.db.models.deletion.PROTECT
    return [
        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
        ("at", models.DateTimeField()),
        ("log", of("logs.log", "+")),
        ("goal", of("plan.goal", related)),
        ("by", models.ForeignKey(on_delete=by, related_name="+", to="people.person")),
    ]


class Migration(migrations.Migration):
    dependencies = [("plan", "0008_order"), ("logs", "0016_readings_end")]
    operations = [
        migrations.AddField("goal", "worded_at", models.DateTimeField(null=True)),
        migrations.RunSQL("UPDATE plan_goal SET worded_at = set_at", migrations.RunSQL.noop),
        migrations.AlterField("goal", "worded_at", models.DateTimeField()),
        migrations.CreateModel(
            name="Agreement", fields=[*common("agreements"), ("agrees", models.BooleanField())]
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                *common("ratings"),
                ("value", models.PositiveSmallIntegerField()),
                ("word", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__lte", 10)), name="a_rating_is_0_to_10"
                    )
                ],
            },
        ),
        *(wall(f"plan_{table}", READ, insert=MINE) for table in ("agreement", "rating")),
        *(same_log(f"plan_{table}", "goal_id", "plan_goal") for table in ("agreement", "rating")),
        hide("plan_agreement", "goal_id", things="my_hidden_plan"),
        hide("plan_rating", "id", "goal_id", things="my_hidden_plan"),
        grant("plan_agreement", web="SELECT, INSERT"),
        grant("plan_rating", web="SELECT, INSERT"),
    ]
