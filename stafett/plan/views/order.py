"""Putting subgoals and measures in another order: by drag, by key, and without scripts."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.fields import OpenedAt

from .. import ordering
from ..ordering import Group
from ..queries import plan_of
from .writing import CONFLICT, Outcome, Said, attempt, opened_anew, sent, writes

MOST = 1000  # things that one page moves


class OrderForm(forms.Form):
    """Only how far the book had come; the order itself is the order of the fields `place`."""

    opened_at = OpenedAt()


@writes
def order(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """`/logg/<id>/rekkefolge/`: what stands first, second, third (K18)."""
    log, today = standing.log, timezone.localdate()
    now = ordering.groups_of(plan_of(log, standing.person), today)
    wanted = _keys(request.POST, "place")
    groups, told = ordering.in_order(now, wanted), ""
    form = OrderForm(sent(request), initial={"opened_at": log.book.count})
    outcome = Outcome()
    pressed = _pressed(request.POST)
    if pressed:
        key, steps = pressed
        groups = ordering.moved(groups, key, steps)
        told = _where(groups, key)
    else:

        def act(said: Said) -> None:
            since = said["opened_at"]
            if ordering.arrange(standing, wanted, opened_at=since, at=timezone.localtime()):
                messages.success(request, _("The new order is saved. Everyone sees it."))

        outcome = attempt(request, standing, form, act)
        if outcome.done:
            return redirect("log", log.pk)
    if outcome.status == CONFLICT:
        # With both orders before one's eyes, the next saving is no longer a surprise.
        form.data = opened_anew(request, standing)
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("The order"),
        "form": form,
        "groups": groups,
        "theirs": now if outcome.status == CONFLICT else [],
        "pattern": _pattern(),
        "told": told,
        "moved": pressed[0] if pressed else None,
        "up": bool(pressed and pressed[1] < 0),
    }
    return render(request, "plan/order.html", context, status=outcome.status)


def _pattern() -> str:
    return _("«%(what)s» is now number %(number)s of %(all)s.")


def _keys(data: QueryDict, name: str) -> list[UUID]:
    return [key for key in map(_key, data.getlist(name)[:MOST]) if key]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _pressed(data: QueryDict) -> tuple[UUID, int] | None:
    """Which of the buttons that move one step was pressed."""
    for name, steps in (("up", -1), ("down", 1)):
        for key in _keys(data, name):
            return key, steps
    return None


def _where(groups: list[Group], key: UUID) -> str:
    """The new place, said aloud."""
    for group in groups:
        for number, item in enumerate(group.items, 1):
            if item.id == key:
                return _pattern() % {
                    "what": item.words,
                    "number": number,
                    "all": len(group.items),
                }
    return ""
