"""The archive's jobs: reading the books four times a minute, handing over once, and every night
what is due."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import delivering, intervals, reading


@app.periodic(cron="* * * * * */15")
@app.task(name="archive.read", queueing_lock="archive.read")
def read(timestamp: int) -> None:
    """Make the deposits that are due. A reading that waits already is not asked for again."""
    reading.read_all()


@app.periodic(cron="15 4 * * *")
@app.task(name="archive.due", queueing_lock="archive.due")
def due(timestamp: int) -> None:
    """Deposit what has not been deposited for as long as the policy says."""
    intervals.deposit_due(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="archive.deliver", queueing_lock="archive.deliver")
def deliver(timestamp: int) -> None:
    """Hand over to the municipality's archive, and keep its receipts."""
    delivering.deliver_all(timezone.now())
