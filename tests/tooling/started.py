"""`make run` in the background."""

import re
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tools import environment

SECONDS = 90


class Started:
    """A `tools.run` in the background and the address it printed."""

    def __init__(self, var: Path) -> None:
        self.said = var / "said.txt"
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.run"],
                cwd=environment.ROOT,
                stdout=output,
                stderr=output,
            )

    def wait(self) -> str:
        """The address, once everything runs."""
        for _ in range(SECONDS * 10):
            found = re.search(r"http://127\.0\.0\.1:(\d+)/\nSign in", self.said.read_text())
            if found:
                return f"127.0.0.1:{found[1]}"
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.1)
        raise AssertionError(self.said.read_text())

    def family(self) -> list[psutil.Process]:
        """Everything it started."""
        return psutil.Process(self.process.pid).children(recursive=True)
