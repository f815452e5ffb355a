"""The wall around the plan."""

from django.db import migrations

from stafett.book.walls import MINE, grant, wall


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("logs", "0002_wall")]
    operations = [
        *(
            wall(f"plan_{table}", MINE)
            for table in (
                "understanding",
                "goal",
                "measure",
                "responsible",
                "evaluation",
                "comment",
            )
        ),
        grant("plan_understanding", web="SELECT, INSERT, UPDATE"),
        grant("plan_goal", web="SELECT, INSERT, UPDATE"),
        grant("plan_measure", web="SELECT, INSERT, UPDATE"),
        grant("plan_responsible", web="SELECT, INSERT, DELETE"),
        grant("plan_evaluation", web="SELECT, INSERT"),
        grant("plan_comment", web="SELECT, INSERT"),
    ]
