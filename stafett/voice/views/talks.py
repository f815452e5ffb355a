"""Writing down a talk, agreeing on the next, and how the child takes part."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.models import Book
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.health_box import marks_of, with_health_box, words_of

from ..actions import talks
from ..models import Participation
from ..queries import listeners, participation_in
from ..talk_forms import NextTalkForm, ParticipationForm, TalkedForm
from .doors import CONFLICT, attempt, for_listeners, sent, while_open

PARTS = ("takes_part", "judgement", "best_interests", "needs", "safe_way")


@for_listeners
@while_open
def write_talk(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """What the child said to an adult (M2, M6)."""
    today = timezone.localdate()
    people = listeners(standing.log)
    form = with_health_box(
        TalkedForm(sent(request), people=people, today=today, initial={"talked_on": today}),
        standing,
    )

    def act(said: dict[str, Any]) -> None:
        adult, words, marks = UUID(said.pop("adult")), words_of(said), marks_of(said)
        talks.write_talk(standing, adult_id=adult, **words, health=marks, at=timezone.now())

    if not (status := attempt(form, act)):
        messages.success(request, _("The talk is written down."))
        return redirect("voice:told", standing.log.pk)
    title, button = _("Write down a talk"), _("Save the talk")
    return _sheet(request, standing, form, title, button, status)


@for_listeners
@while_open
def next_talk(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Who talks with the child next (D26, M3, M13)."""
    form = NextTalkForm(sent(request), people=listeners(standing.log), today=timezone.localdate())

    def act(said: dict[str, Any]) -> None:
        adult = UUID(said["adult"])
        talks.agree_next(standing, adult_id=adult, on=said["on"], at=timezone.now())

    if not (status := attempt(form, act)):
        messages.success(request, _("The next talk is agreed."))
        return redirect("voice:told", standing.log.pk)
    title, button = _("Agree on the next talk"), _("Save")
    return _sheet(request, standing, form, title, button, status)


@for_listeners
@while_open
def participation(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """How the child takes part, and what is judged (M5, M8, M10, M11)."""
    log = standing.log
    row = participation_in(log, standing.person).first()
    form = with_health_box(
        ParticipationForm(sent(request), initial={**_began(row), "opened_at": log.book.count}),
        standing,
        row.pk if row else None,
    )

    def act(said: dict[str, Any]) -> None:
        judged = talks.Judged(**{name: said[name] for name in PARTS})
        opened_at = said["opened_at"] if said["opened_at"] <= log.book.count else 0
        began = {"opened_at": opened_at, "about": said["about"]}
        talks.write_participation(
            standing, judged, **began, at=timezone.now(), health=marks_of(said)
        )

    if not (status := attempt(form, act)):
        messages.success(request, _("It is saved."))
        return redirect("voice:told", log.pk)
    name = {"name": log.owner.given_name}
    title, button = _("How %(name)s takes part") % name, _("Save")
    theirs = _theirs(request, standing, form) if status == CONFLICT else []
    return _sheet(request, standing, form, title, button, status, theirs)


def _began(row: Participation | None) -> dict[str, str]:
    """What the form begins with, as far as the reader sees it."""
    said = {name: getattr(row, name) if row else "" for name in PARTS}
    return {**said, "about": str(row.pk) if row else ""}


def _theirs(request: SignedInRequest, standing: Standing, form: Form) -> list[tuple[str, str]]:
    """What another wrote meanwhile, by label. Who has seen both may save.

    What was typed upon a text that is hidden from its writer since holds that text: it gives way
    to what the form begins with now.
    """
    now = _began(participation_in(standing.log, standing.person).first())
    about = form.cleaned_data["about"]
    hidden = about is not None and str(about) != now["about"]
    data = request.POST.copy()
    data["opened_at"] = str(Book.objects.get(pk=standing.log.pk).count)
    for name, text in (now if hidden else {"about": now["about"]}).items():
        data[name] = text
    form.data = data
    if hidden:
        return []
    return [
        (str(form.fields[name].label), now[name])
        for name in PARTS
        if now[name] != form.cleaned_data[name]
    ]


def _sheet(
    request: SignedInRequest,
    standing: Standing,
    form: Form,
    title: str,
    button: str,
    status: int,
    theirs: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    context = {
        "standing": standing,
        "tab": "voice",
        "here": title,
        "title": title,
        "button": button,
        "form": form,
        "theirs": theirs,
    }
    return render(request, "voice/talk_sheet.html", context, status=status)
