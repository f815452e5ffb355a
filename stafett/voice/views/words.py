"""Writing privately, writing it otherwise, throwing it away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing

from ..actions import private
from ..forms import HowForm, NotWorkingForm
from ..models import Kind, PrivateWords
from .doors import attempt, own_room, sent, while_open


def words_of(standing: Standing, words_id: UUID) -> PrivateWords:
    """The owner's private words. Raises Http404 for those that are gone or another's."""
    words = PrivateWords.objects.filter(log=standing.log, by=standing.person, pk=words_id).first()
    if words is None:
        raise Http404
    return words


@own_room
@while_open
def not_working(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Something is not working (M11): private first, like everything else."""
    form = NotWorkingForm(sent(request))
    made = []

    def act(said: dict[str, Any]) -> None:
        kept = private.keep(
            standing, kind=Kind.NOT_WORKING, feeling="", text=said["text"], at=timezone.now()
        )
        made.append(kept)

    status = attempt(form, act)
    if not status:
        messages.success(request, _("It is saved. Only you can read it."))
        return redirect("voice:words", standing.log.pk, made[0].pk)
    context = {"standing": standing, "form": form}
    return render(request, "voice/not_working.html", context, status=status)


@own_room
@while_open
def change(request: SignedInRequest, standing: Standing, words_id: UUID) -> HttpResponse:
    """Write it otherwise while nobody else has read it."""
    words = words_of(standing, words_id)
    how = words.kind == Kind.HOW
    kind: type[Form] = HowForm if how else NotWorkingForm
    form = kind(sent(request), initial={"feeling": words.feeling, "text": words.text})

    def act(said: dict[str, Any]) -> None:
        said = {"feeling": "", **said}
        private.change(standing, words.pk, **said, at=timezone.now())

    status = attempt(form, act)
    if not status:
        messages.success(request, _("It is saved. Only you can read it."))
        return redirect("voice:words", standing.log.pk, words.pk)
    context = {"standing": standing, "form": form, "words": words, "how": how}
    return render(request, "voice/change.html", context, status=status)


@own_room
def throw_away(request: SignedInRequest, standing: Standing, words_id: UUID) -> HttpResponse:
    """Throw away what nobody else has read, in a closed log too."""
    words = words_of(standing, words_id)
    if request.method == "POST":
        private.throw_away(standing, words.pk)
        messages.success(request, _("It is gone. Nobody else has read it."))
        return redirect("voice:room", standing.log.pk)
    return render(request, "voice/throw_away.html", {"standing": standing, "words": words})
