"""A real PgBouncer in transaction mode, with fewer connections to PostgreSQL than are asked for."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests import database, debian
from tools import environment, postgres, postgres_place, processes, roles

SERVER_CONNECTIONS = 2
SETTINGS = """\
[databases]
{name} = host=127.0.0.1 port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 50
auth_type = scram-sha-256
auth_file = users.txt
"""


def _libraries() -> list[str]:
    """Those that a machine often does not have; their names differ between Debian's releases."""
    said = debian.run(Path("/"), "apt-cache", "depends", "pgbouncer")
    words = said.replace("<", " ").replace(">", " ").split()
    return sorted(
        {word for word in words if word.startswith(("libevent-", "libc-ares", "libcare"))}
    )


@contextmanager
def running(name: str, server: postgres.Server) -> Iterator[int]:
    """PgBouncer before the web login's way to this database; its port on loopback."""
    binary, libraries = debian.program(
        "pgbouncer", "that requests through it never mix", _libraries
    )
    user = postgres_place.unprivileged_user()  # it refuses root too
    home = Path(os.environ[database.HOME]) / f"pgbouncer-{database.PROCESS}"
    home.mkdir(mode=0o755)
    if not postgres_place.reachable(binary.parent, user):
        shutil.copy(binary, home / "pgbouncer")
        binary = home / "pgbouncer"
    if libraries.parts and not postgres_place.reachable(libraries, user):
        libraries = Path(shutil.copytree(libraries, home / "lib", symlinks=True))
    port = postgres.free_port()
    _write(home, name, server.port(), port, server.passwords()[roles.WEB])
    for path in (home, *home.glob("*.ini"), *home.glob("*.txt")):
        if user:
            os.chown(path, user.pw_uid, user.pw_gid)
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with (home / "log").open("wb") as log:
        child = subprocess.Popen(
            [binary, "settings.ini"],
            cwd=home,
            env={"LD_LIBRARY_PATH": str(libraries)} if libraries.parts else {},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **who,  # type: ignore[call-overload]
        )
    try:
        _wait(child, f"{server.url(roles.WEB, name)}".replace(f":{server.port()}/", f":{port}/"))
        yield port
    finally:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        child.kill()
        child.wait(timeout=10)
        said = (home / "log").read_text(errors="replace")
        shutil.rmtree(home)
    assert "ERROR" not in said.replace("client_login", ""), said[-2000:]


def _write(home: Path, name: str, server_port: int, port: int, password: str) -> None:
    told = {"name": name, "server_port": server_port, "port": port}
    text = SETTINGS.format(connections=SERVER_CONNECTIONS, **told)
    environment.write_private(home / "settings.ini", text)
    environment.write_private(home / "users.txt", f'"{roles.WEB}" "{password}"\n')


def _wait(child: "subprocess.Popen[bytes]", address: str) -> None:
    """Until it takes connections."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and processes.running(child.pid):
        with suppress(psycopg.OperationalError):
            psycopg.connect(address, connect_timeout=5, prepare_threshold=None).close()
            return
        time.sleep(0.05)
    raise AssertionError("PgBouncer did not start.")
