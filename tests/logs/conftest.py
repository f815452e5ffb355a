"""An open log, whose baton Kari has."""

import pytest

from stafett.logs.models import Log
from tests import world as w


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)
