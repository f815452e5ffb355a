"""Elias's log, which Kari leads and Sunniva and Tor help in, and the process that tells of it."""

from collections.abc import Callable, Iterator

import pytest

from stafett.logs.models import Log
from tests import clients, database
from tests import world as w
from tests.live.process import SITE, Process


@pytest.fixture(scope="session")
def _process(django_db_setup: database.Emptier) -> Iterator[Process]:
    made = Process(django_db_setup, SITE)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def live(_process: Process, db: None) -> Process:
    return _process


@pytest.fixture
def world(db: None) -> w.World:
    return w.make_world()


@pytest.fixture
def log(world: w.World) -> Log:
    named = ("kari", "sunniva", "tor", "ragnhild")
    return w.open_log(world, named=named, plan_alone=("ragnhild",))


@pytest.fixture
def key_of(world: w.World) -> Callable[[str], str]:
    """`key_of("kari")`: the key of a session in which Kari is signed in."""
    return lambda name: clients.session_of(world.people[name], world.eikvag)
