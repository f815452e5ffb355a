"""The embedded PostgreSQL: what a kill -9 leaves behind, and where it may lie."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import database
from tools import postgres, postgres_place, roles
from tools.postgres_place import PostgresError


@pytest.fixture
def server(var: Path) -> Iterator[postgres.Server]:
    home, binaries = postgres_place.choose(var, postgres_place.wheel_binaries())
    server = postgres.Server(home, binaries, database.OPTIONS)
    yield server
    server.stop()


def test_a_server_left_behind_by_kill_is_started_again(server: postgres.Server) -> None:
    server.start()
    first = server.process()
    assert first
    first.kill()
    server.start()
    second = server.process()
    assert second
    assert second.pid != first.pid
    server.stop()
    assert server.process() is None


def test_a_pid_file_that_names_somebody_else_does_not_count_as_running(
    server: postgres.Server,
) -> None:
    server.start()
    process = server.process()
    assert process
    pid_file = server.data / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    process.kill()
    process.wait(timeout=10)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    assert server.process() is None
    server.start()
    assert server.process()


def test_the_roles_own_nothing_and_bypass_nothing(server: postgres.Server) -> None:
    server.start()
    with server.superuser() as connection:
        found = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR"
            " rolreplication FROM pg_roles WHERE rolname = ANY (%s) ORDER BY rolname",
            [list(roles.ROLES)],
        ).fetchall()
    assert found == [(role, False) for role in sorted(roles.ROLES)]
    for role in (roles.WEB, roles.WORKER):
        with psycopg.connect(server.url(role)) as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE mine (id int)")
            connection.rollback()
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TEMPORARY TABLE mine (id int)")


def test_letters_are_lowered_whatever_the_machine_speaks(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C")
    server.start()
    with psycopg.connect(server.url(roles.WEB)) as connection:
        assert connection.execute("SELECT lower('ÆØÅŊ')").fetchone() == ("æøåŋ",)


def test_secrets_are_for_their_owner_alone(server: postgres.Server) -> None:
    server.passwords()
    assert (server.home / "passwords.env").stat().st_mode & 0o777 == 0o600


def test_data_of_another_version_are_left_alone(server: postgres.Server) -> None:
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 9"):
        server.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="anybody else reaches their own folders")
def test_under_a_closed_folder_all_of_it_lies_elsewhere(var: Path) -> None:
    closed = var / "closed"
    wheel = postgres_place.wheel_binaries()
    package = wheel.parent.parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    closed.chmod(0o700)
    var.chmod(0o700)
    home, binaries = postgres_place.choose(var, closed / package.name / "pginstall18" / "bin")
    assert (var / "postgres.elsewhere").read_text().strip() == str(home)
    server = postgres.Server(home, binaries, database.OPTIONS)
    server.start()
    assert server.process()
    server.stop()
    assert postgres_place.choose(var, binaries) == (home, binaries)
