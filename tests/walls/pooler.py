"""A real PgBouncer before a test's database, with fewer connections to it than are asked for."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import database, debian
from tools import postgres, roles
from tools.pooler import Pooler, libraries

SERVER_CONNECTIONS = 2


@contextmanager
def running(name: str, server: postgres.Server) -> Iterator[int]:
    """PgBouncer before the web login's way to this database; its port on loopback."""
    program = debian.program("pgbouncer", "that requests through it never mix", libraries)
    home = Path(os.environ[database.HOME]) / f"pgbouncer-{database.PROCESS}"
    pooler = Pooler(program, home, name, {roles.WEB: server.passwords()[roles.WEB]})
    pooler.lead_to(server.port(), connections=SERVER_CONNECTIONS)
    direct = server.url(roles.WEB, name)
    try:
        pooler.start(direct.replace(f":{server.port()}/", f":{pooler.port}/"))
        yield pooler.port
    finally:
        pooler.stop()
        said = pooler.said()
        shutil.rmtree(home)
    assert "ERROR" not in said.replace("client_login", ""), said[-2000:]
