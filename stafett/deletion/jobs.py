"""The deletion room's job."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import carrying_out

AGAIN = RetryStrategy(max_attempts=10, wait=60, linear_wait=60, retry_exceptions=[Exception])


@app.task(name="deletion.carry_out", retry=AGAIN)
def carry_out(demand_id: str) -> None:
    """At once: somebody has decided."""
    carrying_out.carry_out(UUID(demand_id), timezone.now())
