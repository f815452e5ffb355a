"""Inviting to a meeting, changing the invitation, cancelling."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs import undo
from stafett.logs.access import Standing
from stafett.messages.beginnings import start_in
from stafett.messages.models import Kind as MessageKind

from ..actions import calling, restoring
from ..forms import CallForm, CancelForm, ChangeForm, InvitationForm
from ..models import Kind
from ..queries import MeetingNow, called_since, can_be_invited
from ..ready import how_the_child_takes_part
from ..rules import beginning_of
from .doors import arranges, attempt, of_a_meeting, reads, sent


@reads
def call(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Invite, from the municipality's text (L7); once, or by a plan (L6)."""
    if not standing.calls_in:
        raise Http404
    log, people = standing.log, can_be_invited(standing)
    name = log.owner.given_name
    start = start_in(
        log.municipality_id, MessageKind.INVITATION, name=name, writer=str(standing.person)
    )
    begun = beginning_of(start.text)
    form = CallForm(
        sent(request),
        people=people,
        places=not log.hides_places,
        initial={
            "people": [each.person.pk for each in people],
            "leader": standing.person.pk,
            "kind": _kind(request),
            "text": begun.text,
            "agenda": "\n".join(begun.items),
            "opened_at": log.book.count,
        },
    )

    def act(said: dict[str, Any]) -> None:
        if called_since(standing, form.starts, said["opened_at"]):
            return
        for each in calling.planned_like(form.invitation(), form.starts):
            calling.call_meeting(
                standing, each, said["people"], kind=said["kind"], agenda=form.items,
                at=timezone.now(),
            )  # fmt: skip

    if not (status := attempt(form, act)):
        messages.success(request, _("The invitation is sent."))
        return redirect("meetings:meetings", log.pk)
    return _show(request, standing, form, _("Invite to a meeting"), status)


def _kind(request: SignedInRequest) -> str:
    """What is chosen beforehand: what the page that leads here is about."""
    asked = request.GET.get("slag", "")
    return asked if asked in Kind.values else Kind.REGULAR


@reads
@of_a_meeting
@arranges
def change(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """Another time or place, more people or fewer."""
    if now.cancelled:
        return redirect("meetings:meeting", standing.log.pk, now.meeting.pk)
    form = ChangeForm(
        sent(request),
        people=can_be_invited(standing),
        places=not standing.log.hides_places,
        initial=_as_it_stands(now),
    )

    def act(said: dict[str, Any]) -> None:
        people: list[UUID] = said["people"]
        calling.change_meeting(
            standing, now.meeting.pk, form.invitation(), people, opened_at=said["opened_at"],
            at=timezone.now(),
        )  # fmt: skip

    if not (status := attempt(form, act)):
        messages.success(request, _("The invitation is changed, and everyone is told."))
        return redirect("meetings:meeting", standing.log.pk, now.meeting.pk)
    return _show(request, standing, form, _("Change the meeting"), status, now)


@reads
@of_a_meeting
@arranges
def cancel(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """Call the meeting off."""
    if now.cancelled:
        return redirect("meetings:meeting", standing.log.pk, now.meeting.pk)
    form = CancelForm(sent(request))

    def act(said: dict[str, Any]) -> None:
        calling.cancel_meeting(standing, now.meeting.pk, why=said["why"], at=timezone.now())

    if not (status := attempt(form, act)):
        again = reverse("meetings:restore", args=[standing.log.pk, now.meeting.pk])
        undo.offer(request, _("The meeting is cancelled, and everyone is told."), again)
        return redirect("meetings:meetings", standing.log.pk)
    context = {
        "standing": standing,
        "tab": "meetings",
        "here": _("Cancel the meeting"),
        "form": form,
        "now": now,
    }
    return render(request, "meetings/cancel.html", context, status=status)


@reads
@of_a_meeting
@arranges
def restore(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
    """Hold a cancelled meeting after all. One that is held already is led to: it is as wished."""
    there = reverse("meetings:meeting", args=[standing.log.pk, now.meeting.pk])
    if not now.cancelled:
        return redirect(there)
    form = Form(sent(request))

    def act(_said: dict[str, Any]) -> None:
        restoring.restore_meeting(standing, now.meeting.pk, at=timezone.now())

    if not (status := attempt(form, act)):
        messages.success(request, _("The meeting is held after all, and everyone is told."))
        return redirect(there)
    context = {"standing": standing, "tab": "meetings", "form": form, "now": now}
    context["here"] = _("Hold the meeting after all")
    return render(request, "meetings/restore.html", context, status=status)


def _as_it_stands(now: MeetingNow) -> dict[str, Any]:
    local = timezone.localtime(now.starts_at)
    call = now.call
    return {
        "on": local.date(), "at": local.time(), "minutes": call.minutes, "place": call.place,
        "video_link": call.video_link, "text": call.text, "leader": call.leader_id,
        "minute_taker": call.minute_taker_id or "", "opened_at": call.number,
        "people": [guest.person.pk for guest in now.invited],
    }  # fmt: skip


def _show(
    request: SignedInRequest,
    standing: Standing,
    form: InvitationForm,
    title: str,
    status: int,
    now: MeetingNow | None = None,
) -> HttpResponse:
    context = {
        "standing": standing,
        "tab": "meetings",
        "here": title,
        "title": title,
        "form": form,
        "now": now,
        "takes_part": how_the_child_takes_part(standing),
    }
    return render(request, "meetings/call.html", context, status=status)
