"""A Stafett of the benchmark's own: PostgreSQL, filled with logs, and gunicorn, on loopback."""

import hashlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tools import connections, environment, postgres, postgres_place, processes, roles

SEED, START_SECONDS = 11, 60
# As little as one machine for both allows; the rest as PostgreSQL comes.
OPTIONS = ("shared_buffers=256MB", "max_wal_size=2GB")


class Site:
    """One size. The database is kept in `var/bench` and used again while nothing has changed."""

    def __init__(
        self, logs: int, mix: str = "mixed", server: postgres.Server | None = None
    ) -> None:
        self.logs, self.mix = logs, mix
        self.home = environment.var() / "bench" / (str(logs) if mix == "mixed" else f"{logs}-{mix}")
        self.server = server or _own_server(self.home)
        self.web: subprocess.Popen[bytes] | None = None
        self.database = roles.DATABASE
        self.filling = 0.0
        self.port = 0

    def fill(self) -> None:
        """Migrations and what `make` makes, unless they are there."""
        self.server.start()
        ready, like = self.home / "ready", _like()
        if ready.exists() and ready.read_text() == like:
            return
        with self.server.superuser() as connection:
            connection.execute("DROP DATABASE IF EXISTS stafett WITH (FORCE)")
        self.server.start()
        self.manage("migrate", "--verbosity=0", "--skip-checks")
        began = time.monotonic()
        self.make()
        self.filling = time.monotonic() - began
        ready.write_text(like)

    def forget(self) -> None:
        """So that the next `fill` makes all of it anew."""
        (self.home / "ready").unlink(missing_ok=True)
        shutil.rmtree(self.home / "archive", ignore_errors=True)

    def make(self) -> None:
        """The logs."""
        said = (f"--logs={self.logs}", f"--seed={SEED}", f"--mix={self.mix}")
        self.manage("make_logs", *said, "--skip-checks")

    def targets(self) -> dict[str, Any]:
        """Who asks for what: see `people`."""
        said = self.run("-m", "tools.bench.people", login="owner")
        found: dict[str, Any] = json.loads(said.stdout)
        return found

    def manage(self, *command: str) -> None:
        """One of Django's commands, as the owner; a progress bar shows itself."""
        self.run("manage.py", *command, login="owner")

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Two gunicorn workers as in production; gives the port."""
        self.port = postgres.free_port()
        log = (self.home / "web.log").open("wb")
        own = {"STAFETT_PORT": str(self.port), "DJANGO_SETTINGS_MODULE": "tools.bench.settings"}
        command = [sys.executable, "-m", "gunicorn", "--access-logfile", "/dev/null"]
        with log:
            self.web = subprocess.Popen(
                command,
                cwd=environment.ROOT,
                env=self.environment("web", **own),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        processes.remember(self.home / "pids", [self.web.pid])
        try:
            self._wait()
            yield self.port
        finally:
            self.web.terminate()
            self.web.wait(timeout=30)

    def cool_down(self) -> None:
        """So that nothing of it is in PostgreSQL's memory."""
        self.server.start()

    def stop(self) -> None:
        """The database too."""
        self.server.stop()

    def run(self, *command: str, login: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Something of Python's on one of the logins; what it says."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=environment.ROOT,
            env=self.environment(login, DJANGO_SETTINGS_MODULE="stafett.settings", **more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{done.stdout}\n`{' '.join(command)}` failed.")
        return done

    def backends(self, role: str) -> list[psutil.Process]:
        """The server's processes for a login's connections."""
        question = "SELECT pid FROM pg_stat_activity WHERE usename = %s"
        with self.server.superuser() as connection:
            rows = connection.execute(question, [role]).fetchall()
        return [psutil.Process(pid) for (pid,) in rows]

    def web_processes(self) -> list[psutil.Process]:
        """Those of gunicorn that answer."""
        assert self.web is not None
        return psutil.Process(self.web.pid).children()

    def environment(self, login: str, **more: str) -> dict[str, str]:
        """What a process of this site is given."""
        addresses = {
            name: self.server.url(role, self.database) for name, role in connections.NAMES.items()
        }
        fixed = {"STAFETT_TRAINING": "1", "STAFETT_LOGIN": login}
        # A page says where to listen, as in production; nobody listens.
        fixed["STAFETT_LIVE_ADDRESS"] = "http://127.0.0.1:9"
        return {**os.environ, **environment.keys(), **addresses, **fixed, **more}

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                asked.request("GET", "/tilstand/")
                asked.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
            finally:
                asked.close()
        raise SystemExit(f"The web server does not answer; see {self.home / 'web.log'}.")


def _own_server(home: Path) -> postgres.Server:
    place, binaries = postgres_place.choose(home, postgres_place.wheel_binaries())
    return postgres.Server(place, binaries, OPTIONS)


def _like() -> str:
    """What the database was made by: when it changes, it is made anew."""
    made = hashlib.sha256()
    folder: Path = environment.ROOT / "stafett"
    for file in sorted([*folder.glob("*/migrations/*.py"), *folder.glob("training/many/*.py")]):
        made.update(file.read_bytes())
    return made.hexdigest()
