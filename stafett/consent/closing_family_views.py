"""Closing by the family: read what follows, confirm; or ask the holder (P3)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.book.errors import Refused
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.queries import holders

from . import endings
from .fields import Text
from .queries import family_names
from .refusals import UNPROCESSABLE, status_of
from .words import together

# What the buttons say, by whether one closes alone.
DONE = {True: ("close",), False: ("wish", "take_back")}


class WordForm(forms.Form):
    """A word to those who helped. Nobody needs to say why."""

    word = Text(
        label=gettext_lazy("Is there something you want to say?"),
        rows=3,
        max_length=1000,
        required=False,
    )


def page(request: SignedInRequest, by: Standing) -> HttpResponse:
    """For those of the family who may close alone, closing; for the others, the wish."""
    if not endings.is_family(by) or by.log.state != "open":
        raise Http404
    alone = endings.may_close(by, timezone.localdate())
    if request.method == "POST" and request.POST.get("do") not in DONE[alone]:
        return redirect("consent:close", by.log.pk)  # another's form, or from before
    return _close(request, by) if alone else _wish(request, by)


def _close(request: SignedInRequest, by: Standing) -> HttpResponse:
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            endings.close_by_family(by, word=form.cleaned_data["word"], at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _show(request, by, "close_family", form, status_of(refusal))
        messages.success(request, _("The log is closed. Those who helped lost access at once."))
        return redirect("log", by.log.pk)
    return _show(request, by, "close_family", form, UNPROCESSABLE if form.errors else 200)


def _wish(request: SignedInRequest, by: Standing) -> HttpResponse:
    form = WordForm(request.POST if request.method == "POST" else None)
    do = request.POST.get("do", "")
    if form.is_bound and form.is_valid():
        try:
            _said(request, by, do, form.cleaned_data["word"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _show(request, by, "close_wish", form, status_of(refusal))
        return redirect("consent:close", by.log.pk)
    return _show(request, by, "close_wish", form, UNPROCESSABLE if form.errors else 200)


def _said(request: SignedInRequest, by: Standing, do: str, word: str) -> None:
    if do == "wish":
        endings.wish_closed(by, word=word, at=timezone.now())
        messages.success(request, _("The one who has the baton sees now that you wish it closed."))
    else:
        endings.take_back_wish(by, at=timezone.now())
        messages.success(request, _("Your wish is taken back."))


def _show(
    request: SignedInRequest, by: Standing, template: str, form: WordForm, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "standing": by,
        "form": form,
        "wish": endings.wish_of(by),
        "holder": together([str(leg.holder) for leg in by.legs]),
        "contacts": holders(by),
        "family": family_names(by.log, by.person),
        "mine": by.log.owner_id == by.person.pk,
    }
    return render(request, f"consent/{template}.html", context, status=status)
