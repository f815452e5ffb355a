"""A small world for each test."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import world as w
from tests.clients import signed_in


@pytest.fixture
def client_of(world: w.World) -> Callable[[str], Client]:
    """Somebody of the world, signed in."""
    return lambda name: signed_in(world.people[name], world.eikvag)
