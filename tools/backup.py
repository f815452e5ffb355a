"""`make backup`: everything in the database, in one file.

`python -m tools.backup [FOLDER]`. Stafett may be in use meanwhile: the backup is the database as it
was at one moment, and holds every change that was answered before it began. The keys are not in
it: they are to lie somewhere else.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tools import connections, environment, postgres
from tools.postgres_place import PostgresError, wheel_binaries


class CannotBackUp(Exception):
    """Nothing was written; the text says why."""


def back_up(into: Path) -> Path:
    """Write a file named by the moment, readable by its owner alone. Raises CannotBackUp."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    done, making = into / f"stafett-{stamp}.dump", into / f".{stamp}"
    with owners_address() as address:
        into.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            dump(address, making)
            making.rename(done)
        finally:
            making.unlink(missing_ok=True)
    return done


def dump(address: str, file: Path) -> None:
    """One database into one file: tables, rights and walls. Raises CannotBackUp."""
    file.touch(mode=0o600)
    call("pg_dump", address, "--format=custom", f"--file={file}")


def call(program: str, address: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs on a database. Raises CannotBackUp with what it said.

    Everybody on the machine can read a process's arguments: the password goes another way.
    """
    where = conninfo_to_dict(address)
    password = str(where.pop("password", ""))
    done = subprocess.run(
        [binaries() / program, f"--dbname={make_conninfo('', **where)}", *arguments],
        env=os.environ | {"PGPASSWORD": password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotBackUp(f"{program} failed:\n{done.stderr}")


def binaries() -> Path:
    """Where PostgreSQL's programs are; they must be as new as the server."""
    chosen = os.environ.get("STAFETT_POSTGRES_BIN")
    return Path(chosen) if chosen else wheel_binaries()


@contextmanager
def owners_address() -> Iterator[str]:
    """The owner's address: of the configured database, or of one's own, started if need be."""
    configured = connections.configured()
    if configured:
        yield configured["STAFETT_DATABASE_URL"]
        return
    server = connections.embedded()
    if not (server.data / "PG_VERSION").exists():
        raise CannotBackUp(f"There is no database in {server.home}.")
    with running(server):
        yield connections.addresses_of(server)["STAFETT_DATABASE_URL"]


@contextmanager
def running(server: postgres.Server) -> Iterator[None]:
    """With the server up; one that was down is stopped again."""
    was_up = server.process() is not None
    if not was_up:
        server.start()
    try:
        yield
    finally:
        if not was_up:
            server.stop()


def main(arguments: list[str]) -> int:
    """The command; 0 when a backup was made."""
    into = Path(arguments[0]) if arguments else environment.var() / "backup"
    try:
        done = back_up(into.resolve())
    except (CannotBackUp, PostgresError, connections.DatabaseError, OSError) as error:
        print(f"No backup was made. {error}", file=sys.stderr)
        return 1
    print(f"Backed up to {done}")
    print("Whoever has this file can read everything: encrypt it, and keep it as safe as Stafett.")
    print("The keys are not in it. Without STAFETT_BOOK_KEY no book can be verified: keep a copy.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
