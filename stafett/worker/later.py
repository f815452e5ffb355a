"""A job written in the running transaction: rolled back, it was never asked for; committed, it is
not lost. The room that does it may lie above the one that asks, so it is asked for by its name."""

from procrastinate.contrib.django import app


def later(job: str, **ids: str) -> None:
    """Let the worker do this soon. Ids alone, never content: the queue lies outside the wall."""
    app.configure_task(job).defer(**ids)
