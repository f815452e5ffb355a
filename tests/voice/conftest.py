"""A child with an open log, and everyone around it signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from stafett.logs.models import Log
from tests import clients
from tests import world as w


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias's: Kari has the baton, Sunniva reads all, Ragnhild the plan alone."""
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def client_of(world: w.World) -> Callable[[str], Client]:
    """`client_of("kari")`: a client in which Kari is signed in."""
    return lambda name: clients.signed_in(world.people[name], world.eikvag)
