"""What is kept goes when its form is accepted, and comes through an ended session."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.identity.request import Request
from stafett.identity.session import TYPED, Typed, wait_for

from . import actions

GetResponse = Callable[[Request], HttpResponseBase]
SHEET = "uferdig"  # the hidden field by which a sent form names its page
NOT_THE_FORMS = {SHEET, "csrfmiddlewaretoken"}
LEADS_ON = 302
KEPT_HEADER = "Stafett-Kept"


def unfinished_writing(get_response: GetResponse) -> GetResponse:
    """Stands inside the person's transaction.

    A form that is accepted leads on to another page; one that is refused stays. What is sent after
    the session has ended waits in the browser's session, for the same person alone.
    """

    def middleware(request: Request) -> HttpResponseBase:
        if request.person and TYPED in request.session:
            _take_in(request)
        request.typed_waits = request.method == "POST" and _waits(request)
        response = get_response(request)
        if request.typed_waits:
            response.headers[KEPT_HEADER] = "1"
        if request.person and request.method == "POST" and response.status_code == LEADS_ON:
            _let_go(request)
        return response

    return middleware


def _let_go(request: Request) -> None:
    try:
        key = UUID(request.POST.get(SHEET, ""))
    except ValueError:
        return
    if request.person:
        actions.let_go(request.person, key)


def _waits(request: Request) -> bool:
    """Keep what a person whose session has just ended was writing, until the sign-in."""
    was = request.was or request.session.get(TYPED, {}).get("person")
    if request.person or not was:
        return False
    sheet = _sent_sheet(request)
    if sheet is None:
        return False
    typed = Typed(person="", sheet=str(sheet.key), address=sheet.address, fields=sheet.fields)
    wait_for(request.session, was, typed)
    return True


def _sent_sheet(request: Request) -> actions.Sheet | None:
    """From the script, or as a form was sent."""
    sent = request.POST
    try:
        if request.path == reverse("keep_writing"):
            fields = json.loads(sent.get("fields", ""))
            return actions.read_sheet(sent.get("sheet", ""), sent.get("address", ""), fields)
        fields = {name: values for name, values in sent.lists() if name not in NOT_THE_FORMS}
        key = sent.get(SHEET) or str(uuid4())  # without scripts a form has none
        return actions.read_sheet(key, request.get_full_path(), fields)
    except (Refused, ValueError, RecursionError):
        return None


def _take_in(request: Request) -> None:
    """The same person is back. The session gave it to nobody else (`identity.session.begin`)."""
    typed: Typed = request.session.pop(TYPED)
    if request.person is None:
        return
    try:
        sheet = actions.read_sheet(typed["sheet"], typed["address"], typed["fields"])
        actions.keep(request.person, sheet, at=timezone.now())
    except Refused:
        return  # not let in any more
