"""Seeing with another login's eyes inside one process."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def as_worker() -> Iterator[None]:
    """Everything inside asks the database with the worker's login, as the worker process does."""
    web = connections["default"]
    connections["default"] = connections["worker"]
    try:
        yield
    finally:
        connections["default"] = web
