"""The bench asks for pages that are there: an address with another name breaks it here."""

import json
import sys
from pathlib import Path

import pytest

from tests import database
from tools.bench import __main__ as bench
from tools.bench.site import Site

LOGS, NAME = 60, "bench"
READ = {"floor", "log_page", "my_page", "consent", "meeting", "leader", "search"}
WRITTEN = {"write_comment", "write_evaluate", "write_sign", "write_accept"}


class Small(Site):
    """Some logs in a database of the tests' own server."""

    def __init__(self, home: Path) -> None:
        super().__init__(LOGS, server=database.session_server())
        self.home, self.database = home, NAME

    def fill(self) -> None:
        """The migrations stand already in what it is copied from."""
        with self.server.superuser() as connection:
            database.copy(connection, NAME)
        self.make()

    def cool_down(self) -> None:
        """Others use the server."""

    def stop(self) -> None:
        """The database alone."""
        with self.server.superuser() as connection:
            connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture
def small(django_db_setup: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "Site", lambda _logs: Small(tmp_path))
    monkeypatch.setattr(bench, "QUICK", bench.Pace(0.05, 1, 2))
    monkeypatch.setattr(bench, "ceiling", lambda clients: 0.0)
    monkeypatch.setattr(sys, "argv", ["bench", "--quick"])


@pytest.mark.slow
def test_every_page_of_the_bench_is_there(small: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main() == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    statuses = {name: told["status"] for name, told in found.items()}
    assert statuses == {
        **dict.fromkeys(READ, 200),
        **dict.fromkeys(WRITTEN, 302),
        "log_page_unchanged": 304,
    }
    assert not [name for name, told in found.items() if told.get("failed")]
    assert found["floor"]["requests_per_second"] > 1
    assert found["log_page"]["ratio_to_floor"] > 0
    assert found["log_page_unchanged"]["ratio_to_floor"] > found["log_page"]["ratio_to_floor"]
    assert found["write_comment"]["requests"] > 0
