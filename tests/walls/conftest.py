"""A world with a log or two in it, for those who try to get at them."""

import pytest

from stafett.logs.models import Log
from tests import world as w


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias's open log: Kari has the baton; Sunniva and Ragnhild are let in."""
    return w.open_log(world)
