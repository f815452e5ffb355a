"""Somebody with a page open: what comes on its stream, and how it comes back when that breaks."""

import http.client
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from tools.bench.told import Target

SILENCE = 20  # seconds: the live pages say something every fifteen


@dataclass
class Follower:
    """`heard`: when each number came, in seconds since the start of the soak."""

    port: int
    page: Target
    began: float
    heard: list[float] = field(default_factory=list)
    opened: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """From now on."""
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        last = "0"
        while not self.over.is_set():
            with suppress(OSError, http.client.HTTPException):
                last = self._listen(last)
            self.over.wait(1)  # what the stream tells browsers to wait

    def _listen(self, last: str) -> str:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SILENCE)
        headers = {"Cookie": f"sessionid={self.page['session']}", "Last-Event-ID": last}
        try:
            client.request("GET", f"{self.page['path']}direkte", headers=headers)
            answer = client.getresponse()
            if answer.status != 200:
                return last
            self.opened += 1
            while (line := answer.readline()) and not self.over.is_set():
                if line.startswith(b"id: "):
                    last = line[4:].decode().strip()
                    self.heard.append(time.monotonic() - self.began)
        except OSError:
            return last
        finally:
            client.close()
        return last
