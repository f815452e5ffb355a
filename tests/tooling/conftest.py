"""A folder of its own for tools that make servers."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests import database, server_logs
from tests.tooling.started import Started
from tools import environment


@pytest.fixture
def site_files(var: Path) -> None:
    """What the site serves, made in that folder."""
    command = [sys.executable, "tools/setup.py", "--quiet", "--test"]
    subprocess.run(command, cwd=environment.ROOT, check=True)


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh `STAFETT_VAR`, and no database configured."""
    folder = Path(tempfile.mkdtemp(prefix="stafett-var-"))
    # Pytest's own folders are closed to the user that runs PostgreSQL for root.
    folder.chmod(0o755)
    for name in [name for name in os.environ if name.startswith("STAFETT_")]:
        if not name.startswith("STAFETT_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.setenv("STAFETT_VAR", str(folder))
    yield folder
    server_logs.keep_copies(Path(database.os.environ[database.HOME]), folder)
    noted = folder / "postgres.elsewhere"
    if noted.exists():
        shutil.rmtree(noted.read_text().strip(), ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture
def start(var: Path, site_files: None) -> Iterator[type[Started]]:
    yield Started
    # Whatever the test did not stop.
    found = [each for each in psutil.process_iter() if _belongs(each, var)]
    for process in found:
        process.kill()
    psutil.wait_procs(found, timeout=10)


def _belongs(process: psutil.Process, var: Path) -> bool:
    try:
        marked = process.environ().get("STAFETT_VAR") == str(var)
        own = process.pid == os.getpid()
        return not own and (marked or process.cwd().startswith(str(var)))
    except psutil.Error:
        return False
