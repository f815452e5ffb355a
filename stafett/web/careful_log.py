"""What the server's logs say: where something failed and how, never of whom or with what.

An exception's own words may hold a name (`invalid literal: 'Kari'`) or a row of the database
(PostgreSQL's DETAIL), and a source line may too; so a traceback is its places and the exceptions'
kinds, with the database's own code and constraint. Identifiers, numbers and e-mail addresses are
masked in every line: the id of a log leads to a child for whoever has the database.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from datetime import timedelta
from types import TracebackType
from typing import Any

from gunicorn.glogging import Logger

MASKS = (
    (re.compile(r"(?i)\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"(?<!\d)\d{6}\s?\d{5}(?!\d)"), "<number>"),
    # What follows a path's question mark; and secrets in addresses, longer than any word of ours.
    (re.compile(r"(?<=/)\?\S*|(?<=/)[\w-]{30,}"), "<left out>"),
)

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def masked(text: str) -> str:
    """The text without what points at a person."""
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


class CarefulFormatter(logging.Formatter):
    """Masks every line, and tells of an exception without its words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of the traceback."""
        bare = logging.makeLogRecord({**record.__dict__, "exc_text": None, "stack_info": None})
        if any(isinstance(each, BaseException) for each in _arguments(bare)):
            bare.msg, bare.args = "An exception was logged", None
        return masked(super().format(bare))

    def formatException(self, ei: ExceptionInfo) -> str:
        """Kinds and places, the cause first."""
        return "\n".join(_told(ei[1])) if ei[1] else ""


def _arguments(record: logging.LogRecord) -> tuple[object, ...]:
    found = record.args if isinstance(record.args, tuple) else ()
    return (record.msg, *found)


def _told(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _told(before)
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _told(each)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    told = getattr(error, "diag", None)
    codes = [getattr(told, name, None) for name in ("sqlstate", "table_name", "constraint_name")]
    kind = f"{type(error).__module__}.{type(error).__name__}"
    yield " ".join([kind, *[code for code in codes if code]])


class GunicornLogger(Logger):
    """Gunicorn's log, as careful; each request is method, path, status and milliseconds."""

    def setup(self, cfg: Any) -> None:
        """After Gunicorn has made its handlers."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                old = handler.formatter
                handler.setFormatter(CarefulFormatter(old._fmt, old.datefmt) if old else None)

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: timedelta) -> dict[str, Any]:
        """What a line may be made of: no address, no query, no header."""
        all_of_it = super().atoms(resp, req, environ, request_time)
        return {name: all_of_it[name] for name in ("t", "m", "U", "s", "M")}
