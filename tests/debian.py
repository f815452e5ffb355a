"""A program of Debian's for a test (`tools.debian`), or a skipped test that says what it missed."""

import os
from collections.abc import Callable

import pytest

from tools import debian


def program(name: str, untried: str, libraries: Callable[[], list[str]] = list) -> debian.Program:
    """The program of the package of this name.

    Where there is none, the test is skipped, saying what was `untried`, and fails in CI.
    """
    try:
        return debian.program(name, libraries)
    except debian.NotHere as error:
        why = (
            f"There is no {name} on this machine, and Debian's package could not be fetched:"
            f" {untried} was NOT tried ({error})."
        )
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
