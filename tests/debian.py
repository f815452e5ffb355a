"""A program of Debian's for a test: the machine's own, or its package unpacked under `var/`, which
changes nothing of the system."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environment, setup


def program(
    name: str, untried: str, libraries: Callable[[], list[str]] = list
) -> tuple[Path, Path]:
    """The program of the package of this name, and the folder of the libraries that came with it.

    Where there is neither, the test is skipped, saying what was `untried`, and fails in CI.
    `libraries`: more packages, which a machine often does not have.
    """
    for place in (name, f"/usr/sbin/{name}"):
        if found := shutil.which(place):
            return Path(found), Path()
    try:
        with setup.one_at_a_time():
            folder = _unpacked(environment.var() / name, name, libraries)
    except (OSError, subprocess.SubprocessError, LookupError) as error:
        why = (
            f"There is no {name} on this machine, and Debian's package could not be fetched:"
            f" {untried} was NOT tried ({error})."
        )
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return folder / "usr/sbin" / name, next(folder.glob("usr/lib/*-linux-*"), Path())


def _unpacked(folder: Path, package: str, libraries: Callable[[], list[str]]) -> Path:
    if not folder.exists():
        fresh = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        run(fresh, "apt-get", "download", package, *libraries())
        for file in fresh.glob("*.deb"):
            run(fresh, "dpkg-deb", "-x", str(file), str(fresh))
        fresh.rename(folder)
    return folder


def run(folder: Path, *command: str) -> str:
    """What a command says. Raises LookupError with its trouble."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise LookupError(" ".join(done.stderr.split())[-300:])
    return done.stdout
