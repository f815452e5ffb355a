"""`python -m stafett.live`: the process of the live pages. Settings: `docs/operations.md`."""

import logging
import os
import sys
from types import FrameType
from urllib.parse import urlsplit

import psycopg
import uvicorn

from stafett.web.careful_log import CarefulFormatter

from .app import Live

SECONDS_TO_END = 2
READS_MORE = "SELECT has_column_privilege('book_entry', 'verb', 'SELECT')"


class Server(uvicorn.Server):
    """Ends the streams first, so that it need not wait for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Asked to stop."""
        app: Live = self.config.app  # type: ignore[assignment]
        app.streams.drop()
        super().handle_exit(sig, frame)


def main() -> None:
    """Serve until told to stop. Ends at once with a sentence when it is not set up."""
    address = os.environ.get("STAFETT_LIVE_DATABASE_URL", "")
    _refuse(address)
    handler = logging.StreamHandler()
    handler.setFormatter(CarefulFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    config = uvicorn.Config(
        _live(address),
        host=os.environ.get("STAFETT_LISTEN", "127.0.0.1"),
        port=int(os.environ.get("STAFETT_LIVE_PORT", "8001")),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=16 * 1024,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    Server(config).run()


def _live(address: str) -> Live:
    prefix = "__Host-" if os.environ.get("STAFETT_HTTPS") == "1" else ""
    site = urlsplit(os.environ.get("STAFETT_ADDRESS", "http://127.0.0.1:8000"))
    origins = frozenset({f"{site.scheme}://{site.netloc}"})
    return Live(address, cookie=f"{prefix}sessionid", origins=origins)


def _refuse(address: str) -> None:
    """A login that reads the book has no business in here."""
    if not address:
        sys.exit("STAFETT_LIVE_DATABASE_URL is not set: the live pages have a login of their own.")
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            reads_more = connection.execute(READS_MORE).fetchone() == (True,)
    except psycopg.Error:
        sys.exit("The database in STAFETT_LIVE_DATABASE_URL does not answer as it should.")
    if reads_more:
        sys.exit("STAFETT_LIVE_DATABASE_URL is a login that reads logs: take stafett_live.")


if __name__ == "__main__":
    main()
