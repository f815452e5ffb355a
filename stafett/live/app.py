"""The address `/logg/<id>/direkte`: a stream of server-sent events, each the number of an entry."""

import asyncio
import contextlib
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

from .asking import Asked, asked
from .streams import Full, Stream, Streams
from .watch import Watch

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT = 15.0  # seconds of silence, for proxies that close what is silent
LONGEST = 3600.0  # seconds; the page then comes back by itself
SLOW = 30.0  # seconds that a reader may keep us from sending
SPREAD = 0.03  # seconds that each page of a log adds to the time over which they are told
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"vary", b"Origin, Cookie"),
)
STREAM = (
    *HEADERS,
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
)
PLAIN = (*HEADERS, (b"content-type", b"text/plain; charset=utf-8"))


class Live:
    """The application that uvicorn serves."""

    def __init__(self, address: str, *, cookie: str, origins: frozenset[str]) -> None:
        self.cookie, self.origins = cookie, origins
        self.streams = Streams()
        self.watch = Watch(address, self.streams)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """A request, or the process's own beginning and end."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        watching = asyncio.create_task(self.watch.forever())
        watching.add_done_callback(_end_with)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        """Whoever may not follow the log is told what is told of one that does not exist."""
        what = asked(scope, cookie=self.cookie, origins=self.origins)
        if what is None:
            return await _plain(send, 404, b"Not found\n")
        stream = Stream(what.key, what.log, what.after)
        try:
            if not await self.watch.admit(stream):
                return await _plain(send, 404, b"Not found\n")
            await _follow(stream, what, receive, send)
        except TimeoutError:
            return await _plain(send, 503, b"Not now\n")
        except Full:
            return await _plain(send, 429, b"Too many\n")
        finally:
            self.streams.all.discard(stream)


async def _follow(stream: Stream, what: Asked, receive: Receive, send: Send) -> None:
    """Until all is said, or nobody listens any more."""
    both = [asyncio.create_task(_tell(stream, what, send)), asyncio.create_task(_gone(receive))]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


async def _tell(stream: Stream, what: Asked, send: Send) -> None:
    """Say each new number, and something now and then where there is none."""
    cross = [
        (b"access-control-allow-origin", what.origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
    ]
    headers = [*STREAM, *(cross if what.origin else [])]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    said, until = b"retry: 1000\n\n", time.monotonic() + LONGEST
    while stream.open and time.monotonic() < until:
        await _send(send, said)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT):
                await stream.moved.wait()
        stream.moved.clear()
        said = b":\n\n"
        if stream.number > stream.told:
            await asyncio.sleep(_pause(stream.crowd))
            stream.told = stream.number
            said = b"id: %d\ndata: %d\n\n" % (stream.number, stream.number)
    if stream.ended:
        await _send(send, b"event: slutt\ndata:\n\n")
    await send({"type": "http.response.body", "body": b""})


def _pause(crowd: int) -> float:
    """The pages of a log fetch themselves one after the other, so that nobody else waits for all
    of them."""
    return random.uniform(0, min(HEARTBEAT, SPREAD * (crowd - 1)))  # noqa: S311


async def _send(send: Send, body: bytes) -> None:
    """Raises TimeoutError for somebody who does not read."""
    async with asyncio.timeout(SLOW):
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _plain(send: Send, status: int, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(PLAIN)})
    await send({"type": "http.response.body", "body": body})


def _end_with(watching: "asyncio.Task[None]") -> None:
    """Nobody is let in any more without the watch: what keeps the process starts it again."""
    if not watching.cancelled():
        os.kill(os.getpid(), signal.SIGTERM)
