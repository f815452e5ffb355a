"""All meetings of a log, and one of them: what it is about, who comes, whether I come."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing

from ..actions import answering
from ..actions.parts import may_arrange
from ..after_queries import told_of
from ..forms import AnswerForm
from ..queries import MeetingNow, meetings_of
from ..ready import ready_for
from ..sitting_queries import door_to
from .doors import attempt, closed, of_a_meeting, only_reads, reads, sent


@only_reads
def meetings(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Those to come, the next first, and those that have been. Seven questions at most."""
    now, found = timezone.now(), meetings_of(standing.log, standing.person)
    coming = [each for each in found if each.ends_at > now]
    told = told_of(standing.log.pk)
    context = {
        "standing": standing,
        "tab": "meetings",
        "coming": [(each, each.guest(standing.person)) for each in coming],
        "been": [each for each in reversed(found) if each.ends_at <= now],
        "impressions": [(each, told[each.meeting.pk]) for each in found if each.meeting.pk in told],
        "calls": standing.calls_in,
    }
    return render(request, "meetings/meetings.html", context)


@reads
@of_a_meeting
def meeting(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """One meeting, and the answer of who is invited."""
    me = now.guest(standing.person)
    if request.method == "POST" and standing.log.state == "closed":
        return closed(request, standing)
    if request.method == "POST" and me is None:
        raise Http404
    said = me and (me.answer or me.before)
    form = AnswerForm(
        sent(request),
        initial={"coming": said.coming, "word": said.word} if said else {},
    )

    def act(words: dict[str, Any]) -> None:
        answering.answer(standing, now.meeting.pk, **words, at=timezone.now())

    if not (status := attempt(form, act)):
        messages.success(request, _("Your answer is sent."))
        return redirect("meetings:meeting", standing.log.pk, now.meeting.pk)
    moment = timezone.now()
    context = {
        "standing": standing,
        "tab": "meetings",
        "here": now.meeting.get_kind_display(),
        "now": now,
        "me": me,
        "form": form,
        "answers": me is not None and now.is_on and now.ends_at > moment and _open(standing),
        "arranges": now.is_on and may_arrange(standing, now),
        "restores": not now.is_on and now.starts_at > moment and may_arrange(standing, now),
        "begun": now.starts_at <= moment,
        "writes": now.is_on and standing.may(Right.WRITE),
        "marks": standing.may(Right.WRITE),
        "marked": now.marked,
        "ready": ready_for(standing, now) if now.is_on and _open(standing) else None,
        "today": timezone.localdate(),
        "door": door_to(standing, now, moment),
    }
    return render(request, "meetings/meeting.html", context, status=status)


def _open(standing: Standing) -> bool:
    return standing.log.state == "open"
