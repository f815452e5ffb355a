"""The one connection to the database: it hears of each entry, and asks who may know of it.

Direct, never through a pooler, which loses the notices without a word.
"""

import asyncio
import logging
import time
from uuid import UUID

import psycopg

from .streams import Stream, Streams

SWEEP = 1.0  # seconds between two looks at who is still let in
PATIENCE = 5.0  # seconds that an answer of the database may take
AGAIN = 0.5  # seconds before the database is tried once more
SIGHTS = "SELECT place, who, number FROM live_sights(%s::text[], %s::uuid[], %s)"

log = logging.getLogger(__name__)


class Watch:
    """Keeps all streams up to date, and lets new ones in."""

    def __init__(self, address: str, streams: Streams) -> None:
        self.address = address
        self.streams = streams
        self.newcomers: list[tuple[Stream, asyncio.Future[bool]]] = []
        self.noticed: set[UUID] = set()
        self.awake = asyncio.Event()

    async def admit(self, stream: Stream) -> bool:
        """Whether this session may follow this log now; if so it is among the streams.

        Raises TimeoutError without a database, `streams.Full` when there is no room.
        """
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.newcomers.append((stream, answer))
        self.awake.set()
        return await asyncio.wait_for(answer, PATIENCE)

    async def forever(self) -> None:
        """Until cancelled. Without the database every stream ends: nobody could say who may see."""
        while True:
            try:
                connected = psycopg.AsyncConnection.connect(
                    self.address, autocommit=True, prepare_threshold=None, connect_timeout=5
                )
                async with await connected as connection:
                    connection.add_notify_handler(lambda notice: self._hear(notice.payload))
                    await connection.execute("LISTEN stafett_book")
                    await self._watch(connection)
            except (psycopg.Error, OSError, TimeoutError):
                log.warning("The database is out of reach.", exc_info=True)
            self.streams.drop()
            await asyncio.sleep(AGAIN)

    async def _watch(self, connection: psycopg.AsyncConnection) -> None:
        swept = time.monotonic()
        while True:
            await self._wait(connection, swept + SWEEP)
            newcomers, self.newcomers = self.newcomers, []
            noticed, self.noticed = self.noticed, set()
            fresh = [stream for stream, _ in newcomers]
            async with asyncio.timeout(PATIENCE):
                await self._look(connection, [*fresh, *self.streams.of(noticed)], counted=True)
                if time.monotonic() >= swept + SWEEP:
                    await self._look(connection, list(self.streams.all), counted=False)
                    swept = time.monotonic()
            for stream, answer in newcomers:
                if not answer.done():
                    self.streams.let_in(stream, answer)

    async def _wait(self, connection: psycopg.AsyncConnection, until: float) -> None:
        """Until the database says something, somebody new comes, or it is time to look again."""
        loop, socket = asyncio.get_running_loop(), connection.fileno()
        loop.add_reader(socket, self.awake.set)
        try:
            async with asyncio.timeout(max(0.0, until - time.monotonic())):
                await self.awake.wait()
        except TimeoutError:
            pass
        finally:
            loop.remove_reader(socket)
        self.awake.clear()
        connection.pgconn.consume_input()
        while notice := connection.pgconn.notifies():
            self._hear(notice.extra.decode())

    def _hear(self, payload: str) -> None:
        """A book's id and a number. Any login may send a notice: one that is odd says nothing."""
        try:
            self.noticed.add(UUID(payload.split(" ")[0]))
        except ValueError:
            return
        self.awake.set()

    async def _look(
        self, connection: psycopg.AsyncConnection, streams: list[Stream], counted: bool
    ) -> None:
        """Ask the wall about all of them at once; without an answer a stream has ended."""
        if not streams:
            return
        keys, logs = [each.key for each in streams], [each.log for each in streams]
        rows = await (await connection.execute(SIGHTS, [keys, logs, counted])).fetchall()
        found = {place - 1: (who, number) for place, who, number in rows}
        for place, stream in enumerate(streams):
            if place in found:
                who, number = found[place]
                stream.hear(who, (number or 0) if counted else None)
            else:
                stream.end()
