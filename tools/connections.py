"""The four database addresses: the ones the environment gives, or those of the embedded server."""

import os
from pathlib import Path

import psycopg

from tools import environment, postgres, postgres_place, roles

OLDEST = 15
NAMES = dict(zip(environment.LOGINS, roles.ROLES, strict=True))


class DatabaseError(Exception):
    """The database that was named cannot be used; the text is one sentence on why."""


def configured() -> dict[str, str]:
    """The addresses in the environment; nothing when none is there.

    Raises DatabaseError when only some are, or one does not answer or is too old.
    """
    given = {name: os.environ[name] for name in NAMES if os.environ.get(name)}
    missing = [name for name in NAMES if name not in given]
    if given and missing:
        raise DatabaseError(
            f"{' and '.join(given)} is set but {' and '.join(missing)} is not: Stafett needs all"
            " four logins, or none of them to use its own PostgreSQL."
        )
    for name, address in given.items():
        check(name, address)
    return given


def check(name: str, address: str) -> None:
    """Whether the database answers and is new enough. Raises DatabaseError."""
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            number = connection.info.server_version
    except (psycopg.Error, UnicodeError) as error:
        why = " ".join(str(error).split())
        raise DatabaseError(f"The database in {name} cannot be reached: {why}") from error
    refuse_if_old(name, number)


def refuse_if_old(name: str, number: int) -> None:
    """`number` is PostgreSQL's own, such as 150004 for 15.4. Raises DatabaseError."""
    if number < OLDEST * 10000:
        raise DatabaseError(
            f"The database in {name} is PostgreSQL {number // 10000}, and Stafett needs"
            f" {OLDEST} or newer."
        )


def embedded() -> postgres.Server:
    """The server under `var/`, not started."""
    chosen = os.environ.get("STAFETT_POSTGRES_BIN")
    binaries = Path(chosen) if chosen else postgres_place.wheel_binaries()
    home, binaries = postgres_place.choose(environment.var(), binaries)
    return postgres.Server(home, binaries)


def addresses_of(server: postgres.Server) -> dict[str, str]:
    """The server's addresses, kept in `var/database.env` for manage.py in a second window."""
    found = {name: server.url(role) for name, role in NAMES.items()}
    text = "".join(f"{name}={address}\n" for name, address in found.items())
    environment.write_private(environment.var() / "database.env", text)
    return found


def is_empty(owner: str) -> bool:
    """Whether no municipality is in the database yet; `owner` is the owner's address."""
    with psycopg.connect(owner) as connection:
        query = "SELECT EXISTS (SELECT FROM municipality_municipality)"
        return connection.execute(query).fetchone() == (False,)
