"""A small world for each test."""

import pytest

from tests import world as w


@pytest.fixture
def world() -> w.World:
    return w.make_world()
