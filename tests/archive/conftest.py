"""What the archive's tests share."""

import pytest

from tests import world as w


@pytest.fixture
def world(db: None) -> w.World:
    """The fictional municipalities with their people."""
    return w.make_world()
