"""`make restore FROM=FILE`: put back what `make backup` wrote, into the embedded database.

`python -m tools.restore FILE`. Stafett must have stopped. What was there before is moved aside,
never removed. For a server of one's own, docs/operations.md says how.
"""

import fcntl
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tools import connections, environment
from tools.backup import CannotBackUp, call
from tools.postgres_place import PostgresError


class CannotRestore(Exception):
    """Nothing was changed; the text says why."""


def restore(file: Path) -> Path | None:
    """Put a backup back; where the data from before lie now. Raises CannotRestore."""
    if not file.is_file():
        raise CannotRestore(f"There is no file {file}.")
    if any(os.environ.get(name) for name in environment.LOGINS):
        raise CannotRestore("A database of one's own is configured: see docs/operations.md.")
    server = connections.embedded()
    stamp = datetime.now(UTC).strftime("before-%Y-%m-%dT%H-%M-%SZ")
    aside = _move_aside(server.data, stamp)
    try:
        server.start()
        load(server.url("postgres"), file)
        connections.addresses_of(server)
    except (CannotBackUp, PostgresError) as error:
        server.stop()
        _move_aside(server.data, stamp.replace("before", "failed"))
        if aside:
            aside.rename(server.data)
        raise CannotRestore(str(error)) from error
    server.stop()
    return aside


def load(address: str, file: Path) -> None:
    """A dump into an empty database, all of it or nothing; `address` is the superuser's."""
    call("pg_restore", address, "--single-transaction", "--exit-on-error", str(file))


def _move_aside(path: Path, name: str) -> Path | None:
    if not path.exists():
        return None
    return path.rename(path.with_name(f"{path.name}.{name}"))


def main(arguments: list[str]) -> int:
    """The command; 0 when it is back."""
    if len(arguments) != 1 or not arguments[0]:
        print("Say which backup: make restore FROM=var/backup/…", file=sys.stderr)
        return 1
    environment.var().mkdir(parents=True, exist_ok=True)
    with (environment.var() / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            aside = restore(Path(arguments[0]).resolve())
        except BlockingIOError:
            print("Stafett is running: stop it first.", file=sys.stderr)
            return 1
        except (CannotRestore, connections.DatabaseError) as error:
            print(f"Nothing was put back. {error}", file=sys.stderr)
            return 1
    print("The backup is back. `make run` starts Stafett with it.")
    if aside:
        print(f"What was there before lies in {aside}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
