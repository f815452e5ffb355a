"""The child tells: choosing who shall know it, and asking for a talk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing

from ..actions import telling
from ..ages import is_small
from ..forms import ALL, ShareForm, TalkForm
from ..models import Told
from ..queries import listeners
from .doors import attempt, own_room, sent, while_open
from .words import words_of


@own_room
def share(request: SignedInRequest, standing: Standing, words_id: UUID) -> HttpResponse:
    """What only the child has read, and who shall know it."""
    if Told.objects.filter(log=standing.log, by=standing.person, pk=words_id).exists():
        return redirect("voice:room", standing.log.pk)  # shared by a first press of the button
    if request.method == "POST":
        return _shared(request, standing, words_id=words_id)
    return _page(request, standing, words_id, None, 200)


@while_open
def _shared(request: SignedInRequest, standing: Standing, words_id: UUID) -> HttpResponse:
    words = words_of(standing, words_id)
    form = ShareForm(sent(request), people=listeners(standing.log))

    def act(said: dict[str, Any]) -> None:
        chosen = None if ALL in said["who"] else [UUID(each) for each in said["who"]]
        telling.share(standing, words.pk, chosen=chosen, at=timezone.now())

    status = attempt(form, act)
    if not status:
        messages.success(request, _("Now it is told."))
        return redirect("voice:room", standing.log.pk)
    return _page(request, standing, words_id, form, status)


def _page(
    request: SignedInRequest,
    standing: Standing,
    words_id: UUID,
    form: ShareForm | None,
    status: int,
) -> HttpResponse:
    words = words_of(standing, words_id)
    if form is None and standing.may(Right.WRITE):
        form = ShareForm(people=listeners(standing.log))
    context = {
        "standing": standing,
        "words": words,
        "form": form,
        "small": is_small(standing.person.birth_date, timezone.localdate()),
    }
    return render(request, "voice/words.html", context, status=status)


@own_room
@while_open
def talk(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Ask one adult for a talk; nobody else is told."""
    people = listeners(standing.log)
    form = TalkForm(sent(request), people=people)

    def act(said: dict[str, Any]) -> None:
        telling.ask_for_talk(standing, UUID(said["helper"]), text=said["text"], at=timezone.now())

    status = attempt(form, act)
    if not status:
        asked = next(each for each in people if str(each.person.pk) == form.cleaned_data["helper"])
        messages.success(
            request,
            _("You have asked %(name)s for a talk.") % {"name": asked.person.given_name},
        )
        return redirect("voice:room", standing.log.pk)
    context = {
        "standing": standing,
        "form": form,
        "small": is_small(standing.person.birth_date, timezone.localdate()),
    }
    return render(request, "voice/talk.html", context, status=status)
