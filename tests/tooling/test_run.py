"""`make run` from the outside: it answers, stops wholly, and gets over a kill -9."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tooling.started import Started
from tools import connections, environment, processes, run


def _status(address: str) -> int:
    web = http.client.HTTPConnection(address, timeout=10)
    web.request("GET", "/")
    try:
        return web.getresponse().status
    finally:
        web.close()


@pytest.mark.slow
def test_it_answers_gets_over_a_kill_and_stops_wholly(var: Path, start: type[Started]) -> None:
    first = start(var)
    assert _status(first.wait()) == 200
    names = {" ".join(each.cmdline()) for each in first.family()}
    assert any("gunicorn" in name for name in names)
    assert any("procrastinate worker" in name for name in names)
    assert any("stafett.live" in name for name in names)
    assert any("bin/postgres" in name for name in names)

    second = subprocess.run(
        [sys.executable, "-m", "tools.run"], cwd=environment.ROOT, capture_output=True, text=True
    )
    assert second.returncode == 1
    assert "already running" in second.stdout

    orphans = first.family()
    first.process.kill()
    first.process.wait()
    assert all(processes.running(each.pid) for each in orphans)

    third = start(var)
    started = time.monotonic()
    address = third.wait()
    assert time.monotonic() - started < 20
    assert _status(address) == 200
    assert not any(each.is_running() and processes.running(each.pid) for each in orphans)

    family = third.family()
    third.process.send_signal(signal.SIGTERM)
    assert third.process.wait(timeout=30) == 0
    assert third.said.read_text().endswith("Stafett has stopped.\n")
    assert not [each for each in family if each.is_running() and processes.running(each.pid)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_while_it_starts_leaves_nothing(
    var: Path, start: type[Started], number: signal.Signals
) -> None:
    started = start(var)
    for _ in range(300):
        if "up to date" in started.said.read_text():
            break
        time.sleep(0.05)
    family = started.family()
    assert family
    started.process.send_signal(number)
    assert started.process.wait(timeout=30) == 0
    assert not [each for each in family if each.is_running() and processes.running(each.pid)]


def _refused(var: Path, **settings: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tools.run"],
        cwd=environment.ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1
    assert not done.stderr
    assert not (var / "postgres").exists()
    return done.stdout


def test_a_database_out_of_reach_is_one_sentence_and_a_stop(var: Path) -> None:
    nobody = "postgresql://stafett_owner:x@127.0.0.1:1/stafett"
    said = _refused(var, **dict.fromkeys(environment.LOGINS, nobody))
    assert said.count("\n") == 1
    assert "STAFETT_DATABASE_URL cannot be reached" in said


def test_an_address_that_is_none_is_one_sentence_and_a_stop(var: Path) -> None:
    said = _refused(var, **dict.fromkeys(environment.LOGINS, "mysql is what we have"))
    assert said.count("\n") == 1


def test_one_login_without_the_others_is_refused(var: Path) -> None:
    said = _refused(var, STAFETT_WEB_DATABASE_URL="postgresql://127.0.0.1:1/stafett")
    assert said.count("\n") == 1
    assert "STAFETT_WORKER_DATABASE_URL and STAFETT_LIVE_DATABASE_URL is not" in said


def test_an_old_postgres_is_refused_by_its_number() -> None:
    with pytest.raises(connections.DatabaseError, match=r"is PostgreSQL 14, .* 15 or newer"):
        connections.refuse_if_old("STAFETT_DATABASE_URL", 140012)
    connections.refuse_if_old("STAFETT_DATABASE_URL", 150000)


def test_a_port_that_is_taken_is_said(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("STAFETT_PORT", port)
        with pytest.raises(run.CannotRun, match=port):
            run.Run().port()
