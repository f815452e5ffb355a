"""Who dies when, and the database that hangs for longer than anybody waits for it."""

import time
from dataclasses import dataclass, field

from tools import postgres
from tools.pooler import Pooler
from tools.soak.pair import Pair
from tools.soak.site import Site

# Seconds from the start of the load; in between people write.
WEB_DIES, WORKER_DIES, DATABASE_HANGS, DATABASE_WAKES = 12, 20, 32, 104
DATABASE_DIES, OTHER_WORKER_DIES, ENDS = 136, 162, 179
NOTICED = 1.0  # until somebody, or something, sees that the database is gone
# A dead server is asked again after a second, and nobody waits longer than a page may take.
POOLER = "server_login_retry = 1\nquery_wait_timeout = 20\nserver_connect_timeout = 3\n"


@dataclass
class Deaths:
    """`at`: what happened, in seconds since the start of the soak."""

    began: float
    site: Site
    pair: Pair
    pooler: Pooler
    at: dict[str, float] = field(default_factory=dict)

    def play(self) -> dict[str, float]:
        """All of it; when each happened."""
        self._kill(WEB_DIES, "web 1")
        self._kill(WORKER_DIES, "worker 1")
        self._note(DATABASE_HANGS, "the disk", "hangs, and the database with it")
        self.pair.hang_first()
        self._note(DATABASE_WAKES, "the hang", "is over")
        self.pair.wake_first()
        self._note(DATABASE_DIES, "the database", "is killed")
        self.pair.kill_first()
        time.sleep(NOTICED)
        self.pair.promote_second()
        lead(self.pooler, self.pair.second)
        say(f"  {self._now():5.1f} s: the replica is promoted, PgBouncer leads to it")
        self._kill(OTHER_WORKER_DIES, "worker 2")
        self._wait(ENDS)
        return self.at

    def _kill(self, seconds: float, name: str) -> None:
        self._note(seconds, name, "is killed")
        self.site.kill(name)

    def _note(self, seconds: float, name: str, how: str) -> None:
        self._wait(seconds)
        self.at[name] = self._now()
        say(f"  {self.at[name]:5.1f} s: {name} {how}")

    def _wait(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds - self._now()))

    def _now(self) -> float:
        return time.monotonic() - self.began


def lead(pooler: Pooler, server: postgres.Server) -> None:
    """Web servers reach this one from now on."""
    pooler.lead_to(server.port(), connections=8, more=POOLER)


def say(sentence: str) -> None:
    """Show progress at once."""
    print(sentence, flush=True)
