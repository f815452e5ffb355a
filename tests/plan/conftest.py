"""A log with a plan, and its people signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from stafett.logs.models import Log
from tests import clients
from tests import world as w


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


@pytest.fixture
def client_of(world: w.World) -> Callable[[str], Client]:
    """`client_of("kari")`: a client in which Kari is signed in."""
    return lambda name: clients.signed_in(world.people[name], world.eikvag)
