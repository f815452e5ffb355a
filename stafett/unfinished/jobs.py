"""The room's job: what nobody came back to goes, unread."""

from django.db import connection
from procrastinate.contrib.django import app


@app.periodic(cron="50 2 * * *")
@app.task(name="unfinished.forget", queueing_lock="unfinished.forget")
def run(timestamp: int) -> None:
    """The worker may read nothing of it, and so asks the database to do it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_writing()")
