"""A log's page as it was last shown, kept for as long as nothing in it can have changed.

Each page lies under its reader's own session and its mark (`log_mark` in the database), so that it
is never another's, nor the same person's after signing out; and whether the reader may still read
is asked anew before it is looked for. It lies in the process' own memory, five minutes at most.
"""

from collections.abc import Callable
from hashlib import sha256

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language


def kept(request: HttpRequest, mark: str, build: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as it was, or built. With a mark it gets the tag that `unchanged` knows again.

    A page with something to say once is built each time.
    """
    if not mark or len(get_messages(request)):
        return build()
    pages, key = caches["pages"], _hash(tag_of(request, mark), get_language() or "")
    content = pages.get(key)
    response = build() if content is None else HttpResponse(content)
    if content is None:
        pages.set(key, response.content)
    response.headers["ETag"] = tag_of(request, mark)
    return response


def tag_of(request: HttpRequest, mark: str) -> str:
    """An ETag of this address with this mark, for this browser: its session, and what it says of
    language."""
    browser = (request.headers.get("Cookie", ""), request.headers.get("Accept-Language", ""))
    return f'W/"{_hash(mark, request.get_full_path(), *browser)}"'


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:32]
