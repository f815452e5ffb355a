"""A job written in the running transaction: rolled back, it was never asked for; committed, it is
not lost. The room that does it may lie above the one that asks, so it is asked for by its name."""

from collections.abc import Iterable, Mapping

from procrastinate.contrib.django import app
from procrastinate.types import JSONValue


def later(job: str, **ids: str) -> None:
    """Let the worker do this soon. Ids alone, never content: the queue lies outside the wall."""
    app.configure_task(job).defer(**ids)


def later_each(job: str, ids: Iterable[Mapping[str, str]]) -> None:
    """The same for each of several, in one statement."""
    some: list[dict[str, JSONValue]] = [{**each} for each in ids]
    if some:
        app.configure_task(job).batch_defer(*some)
