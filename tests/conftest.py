"""What every test may use: a real database with three logins, and threads that meet."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings

from tests import database, server_logs
from tests import world as w

# That the machine is busy is no fault of what is tried.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """The process that leads the others makes the session's folder."""
    if not hasattr(config, "workerinput"):
        database.open_session()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """No server's log tells of anybody (H10): the last thing that is looked at."""
    if hasattr(session.config, "workerinput"):
        return
    found = list(server_logs.findings(Path(database.os.environ[database.HOME])))
    if found:
        told = "\n".join(["Server logs tell of people:", *found[:20]])
        print(told, file=sys.__stderr__)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing of the session stays behind."""
    if not hasattr(config, "workerinput"):
        database.close_session(Path(database.os.environ[database.HOME]))


@pytest.fixture
def world() -> w.World:
    """Eikvåg with its people, where a test needs nothing else of it."""
    return w.make_world()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any
) -> Iterator[database.Emptier]:
    """The process's own database, reached as web (`default`), `owner` and `worker`."""
    server, name = database.own_database()
    home = Path(database.os.environ[database.HOME])
    server_logs.keep_own(home, database.PROCESS)
    for alias, role in database.ALIASES.items():
        url = urlsplit(server.url(role, name))
        connections.settings[alias].update(
            NAME=name, USER=role, PASSWORD=url.password, HOST=url.hostname, PORT=str(url.port)
        )
    emptier = database.Emptier(server, name)
    yield emptier
    server_logs.note_names(home, database.PROCESS, emptier.names)
    emptier.close()
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def _django_db_helper(django_db_setup: database.Emptier, django_db_blocker: Any) -> Iterator[None]:
    """What `db`, `transactional_db` and the mark `django_db` all mean here: real transactions.

    Row-level security, threads and deferred constraints only show themselves when a transaction
    really ends, so nothing is rolled back around a test; every table is emptied after it.
    """
    with django_db_blocker.unblock():
        yield
        for connection in connections.all(initialized_only=True):
            if connection.in_atomic_block or connection.errors_occurred:
                connection.close()
            elif connection.connection is not None:
                # No setting of this test reaches the next one. What is prepared stays, for
                # psycopg goes on to use it.
                connection.connection.execute("RESET ALL")
        django_db_setup.empty()


@pytest.fixture
def at_once(db: None) -> Callable[..., list[Any]]:
    """`at_once(f, g)` runs the functions in real threads that start together.

    Gives back what each returned, or the exception it raised, in the order given.
    """

    def run(*functions: Callable[[], Any]) -> list[Any]:
        gate = threading.Barrier(len(functions))
        results: list[Any] = [None] * len(functions)

        def call(place: int, function: Callable[[], Any]) -> None:
            try:
                connections["default"].ensure_connection()
                gate.wait(timeout=10)
                results[place] = function()
            except Exception as error:  # noqa: BLE001
                results[place] = error
            finally:
                with suppress(Exception):
                    connections.close_all()

        threads = [
            threading.Thread(target=call, args=pair, daemon=True) for pair in enumerate(functions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert not any(thread.is_alive() for thread in threads), "they wait for each other"
        return results

    return run
