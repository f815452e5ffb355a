"""The logs' jobs: who has left a unit leaves its logs."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from . import assigning, leaving


@app.periodic(cron="5 0 * * *")
@app.task(name="logs.let_go", queueing_lock="logs.let_go")
def let_go(timestamp: int) -> None:
    """Soon after midnight: everyone whose last day was yesterday, or earlier."""
    leaving.let_go(timezone.now())


@app.task(name="logs.let_go_from")
def let_go_from(position_id: str) -> None:
    """At once: somebody's position was ended today."""
    leaving.let_go_from(UUID(position_id), timezone.now())


@app.task(name="assigning.carry_out")
def carry_out_assignment(assignment_id: str) -> None:
    """At once: a leader has said who is to have a baton, or the family has said yes to that one."""
    assigning.carry_out(UUID(assignment_id), at=timezone.now())
