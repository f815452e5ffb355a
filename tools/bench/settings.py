"""Stafett's own settings with the floor and the counter in front of them. Never in production."""

from stafett.settings import *  # noqa: F403
from stafett.settings import MIDDLEWARE as SITES

MIDDLEWARE = ["tools.bench.floor.counted", "tools.bench.floor.floor", *SITES]
