"""Access records: whoever reads something of a log leaves a line that the family sees (H10).

Written in this one place for every address with a log's number in it, so that a new page cannot
forget it. What a page is called in a record is its room, or its own name where it has none.
"""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch

from stafett.book.questions import prepared

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# A form with errors, or with what somebody else wrote meanwhile, shows the log as well.
NOT_MODIFIED, CONFLICT, UNPROCESSABLE = 304, 409, 422


def access_records(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponseBase]:
    """Note every answer that showed something of a log. Stands inside the person's transaction:
    where the record cannot be kept, the page is not shown either."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        match = request.resolver_match
        if match is not None and "log_id" in match.kwargs and _showed(response.status_code):
            note_reading(match.kwargs["log_id"], kind_of(match))
        return response

    return middleware


def kind_of(match: ResolverMatch) -> str:
    """What kind of page it is: `log`, `plan`, `consent`, `history` …"""
    return match.namespace or match.url_name or ""


def note_reading(log_id: UUID, kind: str) -> None:
    """Keep that the person of this transaction reads in a log now. One statement.

    Nothing is kept for one who is not let in: such a person has been shown nothing of the log.
    """
    with prepared() as cursor:
        cursor.execute("SELECT note_reading(%s, %s)", [log_id, kind])


def _showed(status: int) -> bool:
    return 200 <= status < 300 or status in (NOT_MODIFIED, CONFLICT, UNPROCESSABLE)
