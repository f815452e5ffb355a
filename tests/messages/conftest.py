"""A log in which Kari has the baton, Sunniva and Tor help, and Ragnhild sees the plan alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from stafett.logs.models import Log
from tests import clients
from tests import world as w


@pytest.fixture
def log(world: w.World) -> Log:
    named = ("kari", "sunniva", "tor", "ragnhild")
    return w.open_log(world, named=named, plan_alone=("ragnhild",))


@pytest.fixture
def client_of(world: w.World) -> Callable[[str], Client]:
    """`client_of("kari")`: a client in which Kari is signed in."""
    return lambda name: clients.signed_in(world.people[name], world.eikvag)
