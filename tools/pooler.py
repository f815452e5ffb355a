"""A real PgBouncer in transaction mode, as `docs/operations.md` sets it up, for tests and the soak.

Like PostgreSQL it does not run as root, and is then started as the same unprivileged user.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psycopg

from tools import debian, environment, postgres, postgres_place, processes

START_SECONDS = 30
SETTINGS = """\
[databases]
{name} = host=127.0.0.1 port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 100
auth_type = scram-sha-256
auth_file = users.txt
{more}
"""


def libraries() -> list[str]:
    """Those that a machine often does not have; their names differ between Debian's releases."""
    said = debian.run(Path("/"), "apt-cache", "depends", "pgbouncer")
    words = said.replace("<", " ").replace(">", " ").split()
    return sorted(
        {word for word in words if word.startswith(("libevent-", "libc-ares", "libcare"))}
    )


class Pooler:
    """Before one database, for one login; all of it in the folder `home`, which is made."""

    def __init__(
        self, program: debian.Program, home: Path, name: str, users: Mapping[str, str]
    ) -> None:
        home.mkdir(mode=0o755)
        self.program, self.home, self.name = program.within_reach(home), home, name
        self.user = postgres_place.unprivileged_user()
        self.port = postgres.free_port()
        self._write("users.txt", "".join(f'"{who}" "{word}"\n' for who, word in users.items()))
        self.child: subprocess.Popen[bytes] | None = None

    def lead_to(self, server_port: int, *, connections: int, more: str = "") -> None:
        """Which PostgreSQL it leads to; one that runs already is told."""
        told = {"name": self.name, "server_port": server_port, "port": self.port, "more": more}
        self._write("settings.ini", SETTINGS.format(connections=connections, **told))
        if self.child:
            self.child.send_signal(signal.SIGHUP)

    def start(self, address: str) -> None:
        """Until it takes connections; `address` is the database's own, for its login."""
        child = self.begin()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and processes.running(child.pid):
            with suppress(psycopg.OperationalError):
                psycopg.connect(address, connect_timeout=5, prepare_threshold=None).close()
                return
            time.sleep(0.05)
        raise debian.NotHere(f"PgBouncer did not start: {self.said()[-2000:]}")

    def begin(self) -> "subprocess.Popen[bytes]":
        """Its process, new; whoever keeps it alive waits for nothing."""
        as_user = postgres_place.as_user(self.user)
        self.child = debian.start(self.program, self.home, "settings.ini", **as_user)
        return self.child

    def said(self) -> str:
        """Its log."""
        return (self.home / "log").read_text(errors="replace")

    def stop(self) -> None:
        """Asked first, killed then."""
        if self.child:
            processes.stop([each for each in [processes.running(self.child.pid)] if each], 10)
            self.child.wait(timeout=10)

    def _write(self, name: str, text: str) -> None:
        environment.write_private(self.home / name, text)
        if self.user:
            os.chown(self.home / name, self.user.pw_uid, self.user.pw_gid)
            os.chown(self.home, self.user.pw_uid, self.user.pw_gid)
