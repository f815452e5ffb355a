"""The archive's job: reading the books four times a minute."""

from procrastinate.contrib.django import app

from . import reading


@app.periodic(cron="* * * * * */15")
@app.task(name="archive.read", queueing_lock="archive.read")
def read(timestamp: int) -> None:
    """Make the deposits that are due. A reading that waits already is not asked for again."""
    reading.read_all()
