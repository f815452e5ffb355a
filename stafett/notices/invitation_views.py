"""The way in for somebody invited: the link, what it says, and the yes after signing in (I4).

The token goes from the link into the session as a hash, at once, so that it stands in no other
address, no log of the server's and no page that is left.
"""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import sign_in_address
from stafett.identity.request import Request
from stafett.identity.session import INVITATION
from stafett.municipality.invited import Behind, behind
from stafett.municipality.staffing import bind

from .sending import hash_of

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
NOT_YOURS, CONFLICT, GONE = 403, 409, 410


@require_safe
def link(request: Request, token: str) -> HttpResponse:
    """Remember which invitation this is, and go where the address no longer tells it."""
    request.session[INVITATION] = hash_of(token) if TOKEN.fullmatch(token) else ""
    return redirect("invitation")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request) -> HttpResponse:
    """Who invites and where to; after signing in a yes, for the one it was meant for alone.

    Used, lapsed, taken back and unknown links meet the same page.
    """
    token_hash = request.session.get(INVITATION, "")
    found = behind(token_hash)
    if found is None:
        return render(request, "notices/invitation_gone.html", status=GONE)
    if request.person is None:
        context = {"found": found, "sign_in": sign_in_address(request.path)}
        return render(request, "notices/invitation_visitor.html", context)
    if not found.mine:
        return render(request, "notices/invitation_not_yours.html", status=NOT_YOURS)
    if request.method == "POST":
        return _accept(request, token_hash, found)
    return render(request, "notices/invitation.html", {"found": found})


def _accept(request: Request, token_hash: str, found: Behind) -> HttpResponse:
    assert request.person is not None
    try:
        bind(request.person, token_hash, at=timezone.now())
    except Refused:
        return render(request, "notices/invitation_gone.html", status=CONFLICT)
    del request.session[INVITATION]
    messages.success(request, _("Welcome. You now work at %(unit)s.") % {"unit": found.unit})
    return redirect("my_page")
