"""`make run`: database, web server, job worker and live pages, started and stopped together.

`python -m tools.run`. Ctrl-C or TERM stops everything. After a kill -9 the next start first stops
what was left behind. What the parts say is kept in `var/log/`.
"""

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO

from tools import connections, environment, postgres, processes
from tools.postgres_place import PostgresError

START_SECONDS = 60
SIGN_IN = """Sign in as demo1, demo2, ... demo50 with the password BTI2000,
or choose one of the fictional people on the start page. Ctrl-C stops Stafett."""


class Stop(Exception):
    """Somebody asked Stafett to stop."""


class CannotRun(Exception):
    """It cannot start or go on; the text says why."""


class Run:
    """What was started, so that all of it can be stopped."""

    def __init__(self) -> None:
        self.var = environment.var()
        self.pids = self.var / "run.pids"
        self.server: postgres.Server | None = None
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def everything(self) -> None:
        """Start all parts in turn and stay until one ends or somebody says stop."""
        processes.stop(processes.remembered(self.pids))
        addresses = connections.configured() or self._own_database()
        keys = environment.keys()
        owner = {**keys, "STAFETT_DATABASE_URL": addresses["STAFETT_DATABASE_URL"]}
        say("Bringing the database up to date ...")
        self._manage(owner, "migrate", "--verbosity=0")
        if connections.is_empty(owner["STAFETT_DATABASE_URL"]):
            say("Making the training municipality Eikvåg ...")
            self._manage(owner, "make_training")
        say("Starting the web server, the job worker and the live pages ...")
        port = self.port()
        # Mails lead to the same address, and the live pages answer none but its pages.
        address = os.environ.get("STAFETT_ADDRESS") or f"http://127.0.0.1:{port}"
        beside = postgres.free_port(port + 1)
        live = os.environ.get("STAFETT_LIVE_ADDRESS") or f"http://127.0.0.1:{beside}"
        # Each part is given its own login and no other.
        self._start(
            "web",
            addresses,
            keys,
            ["-m", "gunicorn"],
            STAFETT_PORT=str(port),
            STAFETT_LIVE_ADDRESS=live,
        )
        ports = {"STAFETT_LIVE_PORT": str(beside), "STAFETT_ADDRESS": address}
        self._start("live", addresses, {}, ["-m", "stafett.live"], **ports)
        worker = ["manage.py", "procrastinate", "worker"]
        # In training it starts a process of its own that makes everything anew.
        anew = {"STAFETT_TRAINING_DATABASE_URL": addresses["STAFETT_DATABASE_URL"]}
        more = anew if training() else {}
        self._start("worker", addresses, keys, worker, STAFETT_ADDRESS=address, **more)
        self._wait_for_answer(port)
        say(f"\nStafett is running: http://127.0.0.1:{port}/\n{SIGN_IN}")
        self._watch()

    def stop(self) -> None:
        """Stop all parts, the database last."""
        say("Stopping ...")
        processes.stop(processes.remembered(self.pids))
        if self.server:
            self.server.stop()
        self.pids.unlink(missing_ok=True)
        say("Stafett has stopped.")

    def _own_database(self) -> dict[str, str]:
        self.server = connections.embedded()
        new = not self.server.data.exists()
        say(f"{'Making' if new else 'Starting'} the database in {self.server.home} ...")
        self.server.start()
        return connections.addresses_of(self.server)

    def port(self) -> int:
        """The port asked for, or the first free one from 8000 on. Raises CannotRun."""
        asked = os.environ.get("STAFETT_PORT")
        if not asked:
            return next((p for p in range(8000, 8100) if postgres.free_port(p) == p), 0)
        if not asked.isdigit() or postgres.free_port(int(asked)) != int(asked):
            raise CannotRun(f"STAFETT_PORT is {asked}, and that port cannot be had.")
        return int(asked)

    def _manage(self, settings: dict[str, str], *command: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=environment.ROOT,
            env=_environment(settings, "owner"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CannotRun(f"{done.stdout}{done.stderr}\n`manage.py {command[0]}` failed.")

    def _start(
        self,
        name: str,
        addresses: dict[str, str],
        keys: dict[str, str],
        command: list[str],
        **settings: str,
    ) -> None:
        variable = f"STAFETT_{name.upper()}_DATABASE_URL"
        with _log(self.var, name).open("ab") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, *command],
                cwd=environment.ROOT,
                env=_environment({**keys, **settings, variable: addresses[variable]}, name),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        processes.remember(self.pids, [child.pid for child in self.children.values()])

    def _wait_for_answer(self, port: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self._check_children()
            web = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                web.request("GET", "/")
                status = web.getresponse().status
            except OSError:
                time.sleep(0.1)
                continue
            finally:
                web.close()
            if status >= 500:
                raise CannotRun(f"The start page fails; see {_log(self.var, 'web')}.")
            return
        raise CannotRun(f"The web server does not answer; see {_log(self.var, 'web')}.")

    def _watch(self) -> None:
        while True:
            time.sleep(0.5)
            self._check_children()
            if self.server and not self.server.process():
                raise CannotRun(f"The database has ended; see {self.server.home / 'log'}.")

    def _check_children(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                log = _log(self.var, name)
                end = log.read_text(errors="replace")[-2000:]
                raise CannotRun(f"{end}\nThe {name} process has ended; see {log}.")


def _log(var: Path, name: str) -> Path:
    folder = var / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def _environment(settings: dict[str, str], login: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in environment.LOGINS}
    kind = "1" if training() else "0"
    fixed = {"STAFETT_LOGIN": login, "STAFETT_TRAINING": kind, "PYTHONUNBUFFERED": "1"}
    # What the environment says itself counts for more than what was saved.
    keys = {k: os.environ.get(k) or v for k, v in settings.items() if k in environment.KEYS}
    return {**kept, **settings, **keys, **fixed}


def training() -> bool:
    """This command is for training; for real people it must be told so."""
    return os.environ.get("STAFETT_TRAINING", "1") == "1"


def _asked_to_stop(number: int, frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stop


def _hold(lock: IO[str]) -> bool:
    """Whether no other run uses this folder. The lock ends with the process, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def say(sentence: str) -> None:
    """Show progress at once; nobody listening any more is no reason to fail."""
    try:
        print(sentence, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> int:
    """Exit status 0 when stopped as asked, 1 when something failed."""
    environment.var().mkdir(parents=True, exist_ok=True)
    with (environment.var() / "run.lock").open("w") as lock:
        if not _hold(lock):
            say(f"Stafett is already running with the folder {environment.var()}.")
            return 1
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, _asked_to_stop)
        run, failed = Run(), ""
        try:
            run.everything()
        except Stop:
            say("")
        except (CannotRun, PostgresError, connections.DatabaseError) as error:
            failed = str(error)
        finally:
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(each, signal.SIG_IGN)
            if run.server or run.children:
                run.stop()
        if failed:
            say(failed)
        return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
