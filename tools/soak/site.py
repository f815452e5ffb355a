"""Stafett's own processes, each started again a second after it ended, as systemd does."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tools import environment, processes

AGAIN = 1.0  # seconds, as `RestartSec` in docs/operations.md


@dataclass
class Part:
    """One service of one machine. `ended`: seconds since the start of the soak, and how."""

    name: str
    start: Callable[[], "subprocess.Popen[bytes]"]
    child: "subprocess.Popen[bytes] | None" = None
    began: int = 0
    ended: list[tuple[float, str]] = field(default_factory=list)


class Site:
    """Its parts, kept alive by a thread until `stop`."""

    def __init__(self, logs: Path) -> None:
        self.logs, self.parts = logs, dict[str, Part]()
        self.began = time.monotonic()
        self.killed: set[int] = set()
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def add(self, name: str, *command: str, **settings: str) -> None:
        """A part of the site, started."""
        part = Part(name, lambda: self._child(name, command, settings))
        self.parts[name] = part
        self._start(part)

    def adopt(self, part: Part) -> None:
        """What runs already."""
        self.parts[part.name] = part

    def keep(self) -> None:
        """From now on what ends is started again."""
        self._keeper.start()

    def kill(self, name: str) -> None:
        """It and all that it has started, without a word."""
        child = self.parts[name].child
        assert child is not None
        self.killed.add(child.pid)
        process = psutil.Process(child.pid)
        family = [process, *process.children(recursive=True)]
        for each in family:
            each.send_signal(signal.SIGKILL)

    def stop(self) -> None:
        """All of them, asked first."""
        self._over.set()
        if self._keeper.is_alive():
            self._keeper.join(timeout=10)
        children = [each.child for each in self.parts.values() if each.child]
        found = [processes.running(child.pid) for child in children]
        processes.stop([each for each in found if each], 20)
        for child in children:
            child.wait(timeout=10)

    def _keep(self) -> None:
        while not self._over.wait(0.1):
            for part in self.parts.values():
                if part.child and part.child.poll() is not None:
                    self._note(part, part.child)
                    if not self._over.wait(AGAIN):
                        self._start(part)

    def _note(self, part: Part, child: "subprocess.Popen[bytes]") -> None:
        how = "killed" if child.pid in self.killed else f"ended by itself ({child.returncode})"
        part.ended.append((time.monotonic() - self.began, how))

    def _start(self, part: Part) -> None:
        part.began += 1
        part.child = part.start()

    def _child(
        self, name: str, command: Sequence[str], settings: dict[str, str]
    ) -> "subprocess.Popen[bytes]":
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=environment.ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
