"""The commands of the owner's work on the default connection, which in tests is the web login's."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def as_owner() -> Iterator[None]:
    """The default connection is the owner's inside."""
    web = connections["default"]
    connections["default"] = connections["owner"]
    try:
        yield
    finally:
        connections["default"] = web
