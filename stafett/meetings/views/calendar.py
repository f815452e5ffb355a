"""Meetings in one's own calendar: one as a file, all by a secret address."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.wall import see_as
from stafett.identity.guard import signed_in
from stafett.identity.request import Request, SignedInRequest
from stafett.logs.access import Standing

from ..calendar import TYPE, as_it_stands, written
from ..calendar_models import CalendarFeed
from ..feed import appointments_of, end_feed, make_feed, whose
from ..queries import MeetingNow
from .doors import of_a_meeting, only_reads

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
SHOWN_ONCE = "calendar_address"
GONE = 410


@only_reads
@of_a_meeting
def one(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """One meeting as a file for the calendar (L5)."""
    return _file(written([as_it_stands(now)]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_calendar(request: SignedInRequest) -> HttpResponse:
    """Make the secret address, make it anew or turn it off. It is shown once."""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_feed(request.person)
            messages.success(request, _("The calendar address no longer works."))
        else:
            token = make_feed(request.person, at=timezone.now())
            address = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
            request.session[SHOWN_ONCE] = address
        return redirect("meetings:calendar")
    feed = CalendarFeed.objects.filter(person=request.person).first()
    shown_now = request.session.pop(SHOWN_ONCE, "") if request.method == "GET" else ""
    context = {"feed": feed, "address": shown_now}
    return render(request, "meetings/calendar.html", context)


@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """The calendar behind a secret address, for a program that nobody has signed in to.

    What it shows is asked each time: who has lost access sees nothing more of that log. An unknown
    secret and one that was turned off are gone alike, so that the program stops asking.
    """
    person_id = whose(token) if TOKEN.fullmatch(token) else None
    if person_id is None:
        return HttpResponse(status=GONE)
    see_as(person_id)
    try:
        text = written(appointments_of(person_id, timezone.now()))
    finally:
        see_as(request.person.pk if request.person else None)
    return _file(text)


def _file(text: bytes) -> HttpResponse:
    answer = HttpResponse(text, content_type=TYPE)
    answer["Content-Disposition"] = 'attachment; filename="stafett.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
