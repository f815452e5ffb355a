"""The books' job: every night they are held against themselves."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import verifying


@app.periodic(cron="45 3 * * *")
@app.task(name="book.verify", queueing_lock="book.verify")
def verify(timestamp: int) -> None:
    """Keep when, and how many faults there were; `manage.py verify_book` names them."""
    verifying.verify(timezone.now())
