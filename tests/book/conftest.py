"""A log's book with a few entries in it."""

import pytest

from stafett.book.models import Book
from stafett.logs.models import Log
from tests import world as w


@pytest.fixture
def world(db: None) -> w.World:
    return w.make_world()


@pytest.fixture
def log(world: w.World) -> Log:
    """An open log: nine entries or so."""
    return w.open_log(world)


@pytest.fixture
def book(log: Log) -> Book:
    """The log's book as it stands."""
    return Book.objects.using("owner").get(pk=log.pk)
