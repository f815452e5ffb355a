"""How far it has come: a bar on a terminal, nothing elsewhere."""

import sys
import time

WIDTH = 40


class Progress:
    """`done(n)` as it goes, out of `of`."""

    def __init__(self, of: int) -> None:
        self.of, self.began = of, time.monotonic()

    def done(self, number: int) -> None:
        """Draw it anew."""
        if not sys.stderr.isatty():
            return
        filled = WIDTH * number // max(1, self.of)
        spent = time.monotonic() - self.began
        bar = "█" * filled + "·" * (WIDTH - filled)
        end = "\n" if number >= self.of else ""
        sys.stderr.write(f"\r{bar} {number}/{self.of}  {spent:.0f} s{end}")
        sys.stderr.flush()
