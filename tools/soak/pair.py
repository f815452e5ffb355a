"""A PostgreSQL and its replica: what the first says yes to, the second has on its disk."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import psutil

from tools import postgres, postgres_place

# As little memory as one machine for all of it allows; `synchronous_commit` is on by itself.
OPTIONS = ("shared_buffers=128MB", "max_wal_size=1GB")
PATIENCE = 60  # seconds
SYNCHRONOUS = "SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"


class Pair:
    """`first` is a copy of a filled server that stands still; `second` follows it."""

    def __init__(self, home: Path) -> None:
        place, binaries = postgres_place.choose(home, postgres_place.wheel_binaries())
        self.first = postgres.Server(place / "first", binaries, OPTIONS)
        self.second = postgres.Server(place / "second", binaries, OPTIONS)

    def begin(self, filled: postgres.Server) -> None:
        """The first alone."""
        self.stop()
        for server in (self.first, self.second):
            shutil.rmtree(server.home, ignore_errors=True)
            server.home.mkdir(mode=0o755, parents=True)
            shutil.copy(filled.home / "passwords.env", server.home)
        subprocess.run(["cp", "-a", filled.data, self.first.home], check=True)
        self.first.start()

    def follow(self) -> None:
        """Make the second, and let the first wait for it with every yes from now on."""
        into, user = self.second.data, self.second.user
        into.mkdir(mode=0o700)
        if user:
            os.chown(into, user.pw_uid, user.pw_gid)
        command: list[str | Path] = [
            self.first.binaries / "pg_basebackup",
            "--pgdata",
            into,
            "--write-recovery-conf",
        ]
        command += ["--checkpoint=fast", "--host=127.0.0.1", f"--port={self.first.port()}"]
        subprocess.run(
            [*command, "--username=postgres"],
            env={"PGPASSWORD": self.first.passwords()["postgres"], "LC_ALL": "C.UTF-8"},
            cwd="/",
            check=True,
            **postgres_place.as_user(user),
        )
        self.second.serve()
        with self.first.superuser() as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            deadline = time.monotonic() + PATIENCE
            while connection.execute(SYNCHRONOUS).fetchone() != (1,):
                if time.monotonic() > deadline:
                    raise postgres_place.PostgresError("The replica does not follow.")
                time.sleep(0.1)

    def hang_first(self) -> list[psutil.Process]:
        """All its processes at once, as with a disk that does not answer: the net still does."""
        process = self.first.process()
        assert process is not None
        process.suspend()
        family = [process, *process.children(recursive=True)]
        for each in family:
            each.suspend()
        return family

    def wake_first(self) -> None:
        """From where it stood."""
        process = self.first.process()
        assert process is not None
        for each in (process, *process.children(recursive=True)):
            each.resume()

    def kill_first(self) -> None:
        """As a machine dies: it finishes nothing and tells nobody."""
        family = self.hang_first()
        for each in family:
            each.kill()
        psutil.wait_procs(family, timeout=5)

    def promote_second(self) -> None:
        """It takes writes when this returns."""
        with self.second.superuser() as connection:
            assert connection.execute("SELECT pg_promote(true, %s)", [PATIENCE]).fetchone() == (
                True,
            )

    def either(self, role: str) -> str:
        """The address that leads to whichever of them takes writes."""
        one, two = self.first, self.second
        servers = f"127.0.0.1:{one.port()},127.0.0.1:{two.port()}"
        return one.url(role).replace(f"127.0.0.1:{one.port()}", servers) + (
            "?target_session_attrs=read-write&connect_timeout=5"
        )

    def stop(self) -> None:
        """Both, where they run."""
        for server in (self.first, self.second):
            server.stop()
