"""The agenda: set by who arranges the meeting, suggested by all others (D17)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing
from stafett.logs.health_box import marks_of, with_health_box, words_of

from ..actions import agenda as acts
from ..actions.parts import may_arrange
from ..forms import ItemForm
from ..queries import MeetingNow
from .doors import CONFLICT, UNPROCESSABLE, attempt, closed, of_a_meeting, reads, sent


@reads
@of_a_meeting
def agenda(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """Add something or suggest it; move, take in and take out, for who arranges the meeting."""
    if not standing.may(Right.WRITE):
        if standing.log.state == "closed":
            return closed(request, standing)
        raise Http404
    if now.cancelled:
        return redirect("meetings:meeting", standing.log.pk, now.meeting.pk)
    done = [(verb, key) for verb in VERBS if (key := request.POST.get(verb))]
    form = with_health_box(ItemForm(sent(request) if not done else None), standing)
    if done:
        return _do(request, standing, now, *done[0])

    def act(said: dict[str, Any]) -> None:
        words, marks = words_of(said), marks_of(said)
        acts.add_item(standing, now.meeting.pk, **words, health=marks, at=timezone.now())

    if not (status := attempt(form, act)):
        sets = may_arrange(standing, now)
        told = _("It is on the agenda.") if sets else _("Your suggestion is sent.")
        messages.success(request, told)
        return redirect("meetings:agenda", standing.log.pk, now.meeting.pk)
    return _show(request, standing, now, form, status)


VERBS = ("up", "take_in", "take_out")


def _do(
    request: SignedInRequest, standing: Standing, now: MeetingNow, verb: str, key: str
) -> HttpResponse:
    """One of the buttons beside an item."""
    form, at = with_health_box(ItemForm(), standing), timezone.now()
    try:
        item = UUID(key)
        if verb == "up":
            acts.arrange_agenda(standing, now.meeting.pk, _moved_up(now, item), at=at)
        elif verb == "take_in":
            acts.take_in(standing, item, at=at)
        else:
            acts.take_out(standing, item, at=at)
    except ValueError:
        return _show(request, standing, now, form, UNPROCESSABLE, _("This is not on the agenda."))
    except Refused as refusal:
        status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        return _show(request, standing, now, form, status, str(refusal))
    return redirect("meetings:agenda", standing.log.pk, now.meeting.pk)


def _moved_up(now: MeetingNow, item: UUID) -> list[UUID]:
    order = [each.pk for each in now.agenda]
    if item in order[1:]:
        place = order.index(item)
        order[place - 1 : place + 1] = [item, order[place - 1]]
    return order


def _show(
    request: SignedInRequest,
    standing: Standing,
    now: MeetingNow,
    form: ItemForm,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "standing": standing,
        "tab": "meetings",
        "here": _("The agenda"),
        "now": now,
        "form": form,
        "refusal": refusal,
        "arranges": may_arrange(standing, now),
    }
    return render(request, "meetings/agenda.html", context, status=status)
