"""What a page asks for, read from a request; anything odd is nothing at all."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

PATH = re.compile(r"/logg/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/direkte")
SESSION_KEY = re.compile(r"[a-z0-9]{32,40}")
NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Asked:
    """A stream of this log from after this entry, by whoever has this session."""

    log: UUID
    key: str
    after: int
    origin: str  # of the page, where the browser says it


def asked(scope: dict[str, Any], *, cookie: str, origins: frozenset[str]) -> Asked | None:
    """What is asked for, or None when it is no page of ours that asks.

    Another site's page is refused: it could not read the stream, but could keep it open.
    """
    path = PATH.fullmatch(scope["path"])
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    key = _session(headers.get("cookie", ""), cookie)
    origin = headers.get("origin", "")
    ours = origin in origins if origin else _same_origin(headers)
    if scope["method"] != "GET" or not path or not key or not ours:
        return None
    query = parse_qs(scope["query_string"].decode("latin-1"))
    said = headers.get("last-event-id") or query.get("etter", ["0"])[0]
    after = int(said) if NUMBER.fullmatch(said) else 0
    return Asked(UUID(path[1]), sha256(key.encode()).hexdigest(), after, origin)


def _same_origin(headers: dict[str, str]) -> bool:
    return headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _session(cookies: str, name: str) -> str | None:
    for each in cookies.split(";"):
        found, _, value = each.strip().partition("=")
        if found == name:
            return value if SESSION_KEY.fullmatch(value) else None
    return None
