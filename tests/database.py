"""One real PostgreSQL a test session, one database a test process.

The first test that asks for a database starts the server and migrates a template as the owner;
every process copies the template. Rules tests alone never wait for any of it.
`STAFETT_TEST_POSTGRES_BIN=/usr/lib/postgresql/15/bin` takes that PostgreSQL instead of the wheel's.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation.reloader import translation_file_changed
from psycopg import sql

from tools import environment, postgres, postgres_place, processes, roles, setup

PREFIX = "stafett-test-"
HOME = "STAFETT_TEST_HOME"
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")
ALIASES = {"default": roles.WEB, "owner": roles.OWNER, "worker": roles.WORKER}

# Nothing here needs to survive a power cut.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=200",
    "shared_buffers=64MB",
)
# Django writes them itself, once for all.
KEPT = ("django_migrations", "django_content_type")


def open_session() -> None:
    """The folder of this session's server; whatever a session killed earlier left is removed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        old = time.time() - folder.stat().st_mtime > 60
        if old and not processes.remembered(folder / "session"):
            close_session(folder)
    home = Path(tempfile.mkdtemp(prefix=PREFIX))
    home.chmod(0o755)
    processes.remember(home / "session", [os.getpid()])
    os.environ[HOME] = str(home)


def close_session(home: Path) -> None:
    """Stop the session's server, if one was started, and remove everything of it."""
    if (home / "postgres").exists():
        _server(home).stop()
    noted = home / "postgres.elsewhere"
    for folder in [Path(noted.read_text().strip())] if noted.exists() else []:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def own_database() -> tuple[postgres.Server, str]:
    """The session's server and the name of this process's fresh copy of the template."""
    home = Path(os.environ[HOME])
    with _alone(home):
        server = _server(home)
        if not (home / "ready").exists():
            with setup.one_at_a_time():
                setup.site_files()
            server.start()
            _migrate(server)
            (home / "ready").touch()
        name = f"test_{PROCESS}"
        with server.superuser() as connection:
            copy(connection, name)
    # This process may have read the texts before they were compiled anew.
    translation_file_changed(None, Path("django.mo"))
    return server, name


def session_server() -> postgres.Server:
    """The server that the session's tests share."""
    return _server(Path(os.environ[HOME]))


def copy(connection: psycopg.Connection, name: str, template: str = roles.DATABASE) -> None:
    """Make a database like the template (again); `connection` is the superuser's."""
    parts = {
        "name": sql.Identifier(name),
        "template": sql.Identifier(template),
        "owner": sql.Identifier(roles.OWNER),
    }
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**parts))
    connection.execute(
        sql.SQL("CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}").format(**parts)
    )
    for statement in roles.database_rights(name):
        connection.execute(statement)


class Emptier:
    """Empties every table after a test, whatever triggers and rights say."""

    def __init__(self, server: postgres.Server, name: str) -> None:
        self.server, self.name = server, name
        self.connection = server.superuser(name)
        # Silences the triggers that guard the book, and foreign keys.
        self.connection.execute("SET session_replication_role = replica")
        self.tables = _tables(self.connection)
        checks = sql.SQL(", ").join(
            sql.SQL("EXISTS (SELECT FROM {})").format(sql.Identifier(table))
            for table in self.tables
        )
        # Who has lived here: no server's log may tell of them.
        self.names: set[str] = set()
        self.question = sql.SQL("SELECT {}").format(checks)

    def empty(self) -> None:
        """Delete all rows. Raises AssertionError when the test left a transaction open."""
        left_open = self._wait_for_others()
        filled = self.connection.execute(self.question).fetchone() or ()
        used = [table for table, has in zip(self.tables, filled, strict=True) if has]
        if "people_person" in used:
            people = self.connection.execute("SELECT given_name, family_name FROM people_person")
            self.names.update(word for names in people.fetchall() for word in names if word)
        if used:
            delete = sql.SQL("; ").join(
                sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in used
            )
            self.connection.execute(delete)
        assert not left_open, f"The test left a transaction open: {left_open}"

    def _wait_for_others(self) -> list[Any]:
        """Requests of a closed browser may still be at work; after some seconds they are ended."""
        others = sql.SQL(
            "SELECT {} FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        busy: list[Any] = []
        for _ in range(50):
            what = sql.SQL("usename, state, query")
            busy = self.connection.execute(others.format(what)).fetchall()
            if not busy:
                return []
            time.sleep(0.1)
        self.connection.execute(others.format(sql.SQL("pg_terminate_backend(pid)")))
        return busy

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


def _server(home: Path) -> postgres.Server:
    chosen = os.environ.get("STAFETT_TEST_POSTGRES_BIN")
    binaries = Path(chosen) if chosen else postgres_place.wheel_binaries()
    place, within_reach = postgres_place.choose(home, binaries)
    return postgres.Server(place, within_reach, OPTIONS)


def _migrate(server: postgres.Server) -> None:
    settings = {"STAFETT_DATABASE_URL": server.url(roles.OWNER), "STAFETT_LOGIN": "owner"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    done = subprocess.run(
        command,
        cwd=environment.ROOT,
        env={**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "stafett.settings"},
        capture_output=True,
        text=True,
    )
    assert not done.returncode, f"The migrations do not run:\n{done.stdout}{done.stderr}"
    with server.superuser(roles.DATABASE) as connection:
        for table in _tables(connection):
            rows = connection.execute(
                sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
            ).fetchone()
            assert rows == (False,), f"A migration fills {table}; the tests empty every table."


def _tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        " ORDER BY 1"
    ).fetchall()
    return [name for (name,) in found if name not in KEPT]


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process at a time."""
    with (home / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
