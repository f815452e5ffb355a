"""Open pages of logs, as browsers keep them: each listens, and fetches itself when told."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

HOST = "127.0.0.1"


@dataclass
class Page:
    """One window. `heard` and `shown`: when it was told of each entry, and had its page again."""

    session: str
    log: str
    number: int
    writer: str
    goal: str
    heard: dict[int, float] = field(default_factory=dict)
    shown: dict[int, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    open: bool = False
    tag: str = ""
    fetched: int = 0

    @property
    def headers(self) -> str:
        """As a browser that is signed in sends them."""
        return f"Host: {HOST}\r\nCookie: sessionid={self.session}\r\nAccept-Language: nb\r\n"


class Pages:
    """Many of them, at one live process and one web server."""

    def __init__(self, pages: list[dict[str, Any]], live: int, web: int, *, fetches: bool) -> None:
        self.pages = [Page(**each) for each in pages]
        self.live, self.web, self.fetches = live, web, fetches
        self.tasks: set[asyncio.Task[None]] = set()

    async def open(self, at_once: int = 20) -> None:
        """Connect all; back when each is let in."""
        for begin in range(0, len(self.pages), at_once):
            some = self.pages[begin : begin + at_once]
            for page in some:
                self._keep(self._listen(page))
            while not all(page.open or page.failed for page in some):
                await asyncio.sleep(0.01)

    async def warm_up(self) -> None:
        """Some pages once, so that each web process has begun in earnest."""
        for page in self.pages[:20]:
            await self._fetch(page)

    async def ask_again_and_again(self, page: Page, waits: list[float]) -> None:
        """For a page that does not listen, as somebody does who clicks: how long each took."""
        while True:
            began = time.monotonic()
            await self._fetch(page)
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.2)

    async def until_shown(self, log: str, number: int, seconds: float) -> None:
        """Until every page of this log has it, or so long."""
        deadline = time.monotonic() + seconds
        there = [page for page in self.pages if page.log == log]
        while time.monotonic() < deadline:
            if all(number <= max(page.shown, default=0) for page in there):
                return
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        """Go away from all."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.sleep(1)  # until the process has let go of them

    def _keep(self, doing: Any) -> None:
        self.tasks.add(asyncio.create_task(doing))

    async def _listen(self, page: Page) -> None:
        reader, writer = await asyncio.open_connection(HOST, self.live)
        try:
            await self._hear(page, reader, writer)
        finally:
            writer.close()

    async def _hear(
        self, page: Page, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        path = f"/logg/{page.log}/direkte?etter={page.number}"
        writer.write(f"GET {path} HTTP/1.1\r\n{page.headers}\r\n".encode())
        said = await reader.readline()
        if b" 200 " not in said:
            page.failed.append(said.decode())
            return
        page.open = True
        newest, news = 0, asyncio.Event()
        if self.fetches:
            self._keep(self._show(page, news))
        while line := await reader.readline():
            if line.startswith(b"data: "):
                newest = int(line[6:])
                page.heard[newest] = time.monotonic()
                news.set()
        page.failed.append("The stream ended.")

    async def _show(self, page: Page, news: asyncio.Event) -> None:
        """One request at a time, as `live.js` does it."""
        while True:
            await news.wait()
            news.clear()
            newest = max(page.heard)
            status = await self._fetch(page)
            page.fetched += 1
            if status not in (200, 304):
                page.failed.append(f"The page said {status}.")
            page.shown[newest] = time.monotonic()

    async def _fetch(self, page: Page) -> int:
        reader, writer = await asyncio.open_connection(HOST, self.web)
        tag = f"If-None-Match: {page.tag}\r\n" if page.tag else ""
        said = f"GET /logg/{page.log}/ HTTP/1.1\r\n{page.headers}Stafett-Live: 1\r\n{tag}"
        writer.write(f"{said}Accept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        while more := await reader.read():
            answer += more
        writer.close()
        head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        page.tag = next((x[6:] for x in head if x.lower().startswith("etag: ")), "")
        return int(head[0].split(" ")[1])
