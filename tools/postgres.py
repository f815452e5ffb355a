"""A real PostgreSQL of one's own, from the binaries in a wheel, for when none is configured.

`Server(home).start()` makes the data folder the first time. PostgreSQL refuses to run as root;
then an unprivileged system user runs it and owns the data folder and nothing else.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from tools import environment, postgres_place, processes, roles
from tools.postgres_place import PostgresError

START_SECONDS = 90


def free_port(wanted: int = 0) -> int:
    """A free port on loopback: the wanted one if it can be had."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PostgresError("There is no free port on 127.0.0.1.")


@dataclass
class Server:
    """One PostgreSQL server, all of it under `home`."""

    home: Path
    binaries: Path
    options: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.user = postgres_place.unprivileged_user()
        self.home = self.home.resolve()
        self.data = self.home / "data"

    # What others ask

    def url(self, role: str, database: str = roles.DATABASE) -> str:
        """The address of a database for one of the roles, with its password."""
        return f"postgresql://{role}:{self.passwords()[role]}@127.0.0.1:{self.port()}/{database}"

    def superuser(self, database: str = "postgres") -> psycopg.Connection:
        """A connection that may do everything; the running site never has one."""
        return psycopg.connect(self.url("postgres", database), autocommit=True, connect_timeout=5)

    def port(self) -> int:
        """The port it listens on, or last listened on; 0 before the first start."""
        file = self.home / "port"
        return int(file.read_text()) if file.exists() else 0

    def passwords(self) -> dict[str, str]:
        """The password of each role, made once."""
        file = self.home / "passwords.env"
        known = environment.read(file)
        wanted = ("postgres", *roles.ROLES)
        if not all(role in known for role in wanted):
            known = {role: known.get(role) or secrets.token_urlsafe(24) for role in wanted}
            environment.write_private(file, "".join(f"{k}={v}\n" for k, v in known.items()))
        return known

    def process(self) -> psutil.Process | None:
        """The running server. A pid file left behind counts only for a postgres of this folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return None
        process = processes.running(pid)
        return process if process and self._is_ours(process) else None

    def version(self) -> int:
        """The major version of the binaries."""
        return postgres_place.version(self.binaries)

    # What can be done

    def start(self) -> None:
        """Start it, with the roles and the database in place. One still running is stopped first.

        Raises PostgresError with the end of the server's own log when it does not come up.
        """
        self.serve()
        with self.superuser() as connection:
            roles.make_roles(connection, self.passwords())
            roles.make_database(connection)

    def serve(self) -> None:
        """Start it as it is. Raises as `start`; a replica has its roles from another."""
        self.stop()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        made, mine = (self.data / "PG_VERSION").read_text().strip(), self.version()
        if made != str(mine):
            raise PostgresError(
                f"The data in {self.data} were made by PostgreSQL {made}, and this is {mine}:"
                " move them with pg_dump, or remove the folder to begin anew."
            )
        self._clear_stale_pid()
        (self.home / "port").write_text(str(free_port(self.port())))
        arguments = [f"port={self.port()}", "listen_addresses=127.0.0.1"]
        # Neither statements nor the values in them reach the log.
        arguments += ["log_error_verbosity=terse", "log_min_error_statement=panic"]
        arguments += ["unix_socket_directories=", *self.options]
        options = [word for argument in arguments for word in ("-c", argument)]
        log = self.home / "log"
        with log.open("wb") as output:
            # A session of its own: Ctrl-C must reach those who use it first.
            server = self._popen(
                [self.binaries / "postgres", "-D", self.data, *options],
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait(server, log)
        # It may outlive this process; from here on it is known by its pid file.
        server.returncode = 0

    def stop(self) -> None:
        """Stop it, if it is running, so that the next start needs no recovery."""
        process = self.process()
        if not process:
            return
        # INT is PostgreSQL's "fast" shutdown, QUIT its "immediate" one (recovery at next start).
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            process.send_signal(number)
            if processes.ended(process, processes.STOP_SECONDS):
                return

    def _popen(self, command: list[str | Path], **how: object) -> "subprocess.Popen[bytes]":
        how |= postgres_place.as_user(self.user)
        path = os.environ.get("PATH", "/usr/bin:/bin")
        settings = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": path}
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            command, cwd="/", env=settings, stdin=subprocess.DEVNULL, **how
        )

    def _initialise(self) -> None:
        """Make the data folder; under another name until it is whole."""
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        password = self.home / "data.new.password"
        environment.write_private(password, self.passwords()["postgres"])
        if self.user:
            for path in (fresh, password):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        # Without its own provider (from 17), lower('Å') would follow the machine's language.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command: list[str | Path] = [
            self.binaries / "initdb",
            "-D",
            fresh,
            "-U",
            "postgres",
            "--encoding=UTF8",
        ]
        command += locale if self.version() >= 17 else ["--locale=C.UTF-8"]
        command += ["--auth=scram-sha-256", f"--pwfile={password}", "--no-instructions"]
        made = self._popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            said = made.communicate()[0].decode(errors="replace")
        except BaseException:
            made.kill()
            raise
        password.unlink()
        if made.returncode:
            raise PostgresError(f"PostgreSQL could not make its data folder:\n{said}")
        fresh.rename(self.data)

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return "postgres" in process.name() and process.cwd() == str(self.data)
        except psutil.Error:
            return False

    def _clear_stale_pid(self) -> None:
        """After a kill -9: PostgreSQL would refuse when the old id belongs to somebody else now."""
        for _ in range(50):
            if not any(self._is_ours(process) for process in psutil.process_iter()):
                (self.data / "postmaster.pid").unlink(missing_ok=True)
                return
            time.sleep(0.1)
        raise PostgresError(f"A part of an earlier PostgreSQL still runs in {self.data}.")

    def _wait(self, server: "subprocess.Popen[bytes]", log: Path) -> None:
        """Until it takes connections."""
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            try:
                self.superuser().close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        said = log.read_text(errors="replace")[-2000:]
        raise PostgresError(f"PostgreSQL did not start. Its log {log} ends:\n{said}")
