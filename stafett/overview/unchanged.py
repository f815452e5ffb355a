"""A page that asks whether it is as it was gets its answer in one question to the database.

Open pages that come back to a log ask with the tag they were given (`kept`). Whether the session
holds, whether its person may still read and that they look are seen to in `log_mark_of`; whatever
it does not know, the page itself answers.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified

from stafett.identity.session import hash_of
from stafett.logs.live import HEADER

from .kept import tag_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]
LOG = re.compile(r"/logg/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


def unchanged(get_response: GetResponse) -> GetResponse:
    """Stands before everything that knows people, for it asks by itself; the cookie is sound."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("If-None-Match", "")
        log = LOG.fullmatch(request.path)
        if given and log and request.method == "GET" and _still(request, log[1], given):
            return HttpResponseNotModified(headers={"ETag": given})
        return get_response(request)

    return middleware


def _still(request: HttpRequest, log: str, given: str) -> bool:
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not session:
        return False
    key, used = hash_of(session), HEADER not in request.headers
    with connection.cursor() as cursor:
        cursor.execute("SELECT log_mark_of(%s, %s, %s)", [key, log, used])
        (mark,) = cursor.fetchone()
    return mark is not None and given == tag_of(request, mark)
