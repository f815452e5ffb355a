"""The fictional register, changed over night."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stafett.consent import family_daily
from tests import world as w
from tests.logins import as_worker

Tell = Callable[..., None]


@pytest.fixture
def register(settings: Any, tmp_path: Path) -> Tell:
    """`register(elias={"guardians": {"anders": {"responsibility": False}}})`: what it says now."""
    file = tmp_path / "register.json"
    settings.STAFETT_REGISTER_CHANGES = str(file)

    def tell(**changes: Any) -> None:
        file.write_text(json.dumps(changes))

    return tell


def next_morning(days: int = 1) -> None:
    """The worker asks the register, so many days from today."""
    with as_worker():
        family_daily.renew_families(w.now() + timedelta(days=days))
