"""A program of Debian's that a test or the soak needs: the machine's own, or its package unpacked
under `var/`, which changes nothing of the system."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import environment, postgres_place, setup


class NotHere(Exception):
    """The machine has not got the program, and its package could not be fetched; says why."""


@dataclass(frozen=True)
class Program:
    """Where it lies, and the folder of the libraries that came with it, if any did."""

    path: Path
    libraries: Path | None = None

    def within_reach(self, folder: Path) -> "Program":
        """The same for the user who runs PostgreSQL: copied to the folder when it must be."""
        user, path, libraries = postgres_place.unprivileged_user(), self.path, self.libraries
        if not postgres_place.reachable(path.parent, user):
            path = Path(shutil.copy(path, folder / path.name))
        if libraries and not postgres_place.reachable(libraries, user):
            libraries = Path(shutil.copytree(libraries, folder / "lib", symlinks=True))
        return Program(path, libraries)

    @property
    def environment(self) -> dict[str, str]:
        """What it must be told to find its libraries."""
        return {"LD_LIBRARY_PATH": str(self.libraries)} if self.libraries else {}


def program(name: str, libraries: Callable[[], list[str]] = list) -> Program:
    """The program of the package of this name. Raises NotHere.

    `libraries`: more packages, which a machine often does not have.
    """
    for place in (name, f"/usr/sbin/{name}"):
        if found := shutil.which(place):
            return Program(Path(found))
    try:
        with setup.one_at_a_time():
            folder = _unpacked(environment.var() / name, name, libraries)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotHere(str(error)) from error
    return Program(folder / "usr/sbin" / name, next(folder.glob("usr/lib/*-linux-*"), None))


def run(folder: Path, *command: str) -> str:
    """What a command says. Raises NotHere with its trouble."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise NotHere(" ".join(done.stderr.split())[-300:])
    return done.stdout


def start(program: Program, home: Path, *arguments: str, **how: Any) -> "subprocess.Popen[bytes]":
    """Run it in its folder, with what it says in the file `log` there."""
    with (home / "log").open("ab") as log:
        return subprocess.Popen(
            [program.path, *arguments],
            cwd=home,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **how,
        )


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
