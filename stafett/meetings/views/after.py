"""The one-minute question after a meeting (L10): was I heard, do I know what happens next?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing

from ..actions.after import say_how_it_was
from ..after_form import ImpressionForm
from ..after_queries import may_answer, my_impression
from ..queries import MeetingNow
from .doors import attempt, of_a_meeting, reads, sent


@reads
@of_a_meeting
def after(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """For who was called in, for a week after the minutes were read out."""
    if not may_answer(standing, now, timezone.now()):
        messages.info(request, _("You are not asked about this meeting any more."))
        return redirect("meetings:meetings", standing.log.pk)
    mine = my_impression(standing.person, now.meeting.pk)
    said = {"heard": mine.heard, "knows_next": mine.knows_next} if mine else {}
    form = ImpressionForm(sent(request), initial=said)

    def act(words: dict[str, Any]) -> None:
        say_how_it_was(standing, now.meeting.pk, **words, at=timezone.now())

    if not (status := attempt(form, act)):
        messages.success(request, _("Thank you. It is saved."))
        return redirect("meetings:meetings", standing.log.pk)
    context = {
        "standing": standing,
        "tab": "meetings",
        "here": _("How was it?"),
        "now": now,
        "form": form,
    }
    return render(request, "meetings/after.html", context, status=status)
