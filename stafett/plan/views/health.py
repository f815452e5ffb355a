"""Who sees one thing that is written: marking it later, and what a child keeps from guardians.

The address is of a room above, which finds what is written there too.
"""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.book.errors import Refused
from stafett.identity.request import SignedInRequest
from stafett.logs import health
from stafett.logs.access import Standing
from stafett.logs.health_box import is_marked, marks_of, with_health_box
from stafett.logs.hidden import shown
from stafett.logs.models import Keeping, KeepingReason, Log

from ..models import Comment, Evaluation, Rating
from ..shown import chain, goals_shown, measures_shown, of_measures_shown, understandings_shown
from .writing import UNPROCESSABLE


@dataclass(frozen=True)
class Piece:
    """One thing that can be marked: its key with those it belongs to, its words, its page."""

    about: list[UUID]
    words: str
    back: str
    room: str = "log"  # the name of the page that one is led to, where others than this one see it
    tab: str = "plan"
    onward: str = ""  # that page itself, where it is not one of the whole log


class JudgeForm(forms.Form):
    """The holder's judgement of a child's wish; the reason says what it is."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[
            (KeepingReason.TRUST, gettext_lazy("Keep it\nThe child must have somebody to trust.")),
            (KeepingReason.HARM, gettext_lazy("Keep it\nIt could harm the child if they saw it.")),
            (KeepingReason.NEEDED, gettext_lazy("Let them see it\nThey need it to take care.")),
            (KeepingReason.AGREED, gettext_lazy("Let them see it\nThe child wants it so now.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the four.")},
    )


def page_of(request: SignedInRequest, standing: Standing, piece: Piece) -> HttpResponse:
    """Mark it or take the mark off; ask, and judge. Stands under `writes`."""
    subject = piece.about[0]
    wish = Keeping.objects.filter(log=standing.log, subject=subject, ended_at=None).first()
    posted = request.POST if request.method == "POST" else None
    do = request.POST.get("do", "")
    form = with_health_box(forms.Form(posted), standing, subject)
    judged = JudgeForm(posted if do == "judge" else None)
    if posted is None:
        return _page(request, standing, piece, wish, form, judged)
    try:
        if form.is_valid() and (do != "judge" or judged.is_valid()):
            messages.success(request, _do(standing, piece, wish, do, form, judged))
            return redirect(piece.onward or reverse(piece.room, args=[standing.log.pk]))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return _page(request, standing, piece, wish, form, judged, UNPROCESSABLE)


def _do(
    standing: Standing,
    piece: Piece,
    wish: Keeping | None,
    do: str,
    form: forms.Form,
    judged: JudgeForm,
) -> str:
    at = timezone.now()
    match do:
        case "mark" if form.fields:
            health.mark(standing, piece.about, marks_of(form.cleaned_data), at=at)
            return _("Saved. It counts from now, for what was written before too.")
        case "keep":
            health.ask_to_keep(standing, piece.about, at=at)
            return _("Your parents do not see it. The one who has the baton decides how it stays.")
        case "unkeep" if wish:
            health.take_wish_back(standing, wish.pk, at=at)
            return _("You no longer ask for it to be kept from your parents.")
        case "judge" if wish:
            reason = judged.cleaned_data["reason"]
            health.judge_keeping(standing, wish.pk, reason=reason, at=at)
            return _("Your decision is saved.")
    raise Refused(_("Nothing was done. Choose one of the buttons on the page."))


def _page(
    request: SignedInRequest,
    standing: Standing,
    piece: Piece,
    wish: Keeping | None,
    form: forms.Form,
    judged: JudgeForm,
    status: int = 200,
) -> HttpResponse:
    mine = standing.person.pk == standing.log.owner_id
    may_wish = mine and not health.decides_alone(standing.log, timezone.localdate())
    context = {
        "standing": standing,
        "tab": piece.tab,
        "here": _("Who sees this?"),
        "piece": piece,
        "form": form,
        "marked": is_marked(piece.about[0]),
        "wish": wish,
        "may_wish": may_wish and bool(health.guardians_of(standing.log)),
        "judged": judged if standing.is_holder and wish and wish.kept is None else None,
    }
    return render(request, "plan/health.html", context, status=status)


def piece_of_plan(standing: Standing, key: UUID) -> Piece:
    """What has this key, as far as the person may see it. Raises Http404 for anything else."""
    log, reader = standing.log, standing.person
    for goal in goals_shown(reader).filter(log=log, pk=key):
        return Piece(chain(goal), goal.text, _goal(log, goal.pk))
    for measure in measures_shown(reader).filter(log=log, pk=key).select_related("goal"):
        return Piece(chain(measure), measure.title, _measure(log, measure.pk))
    told = Evaluation.objects.filter(shown(reader, "pk"), of_measures_shown(reader, "measure"))
    for each in told.filter(log=log, pk=key).select_related("measure__goal"):
        return Piece([each.pk, *chain(each.measure)], each.why, _measure(log, each.measure_id))
    rated = Rating.objects.filter(shown(reader, "pk"), goal__in=goals_shown(reader))
    for how in rated.filter(log=log, pk=key).select_related("goal"):
        return Piece([how.pk, *chain(how.goal)], how.word, _goal(log, how.goal_id))
    said = Comment.objects.filter(shown(reader, "pk"), log=log, pk=key)
    on_measure = said.filter(of_measures_shown(reader, "measure")).exclude(measure=None)
    for one in on_measure.select_related("measure__goal"):
        assert one.measure is not None
        return Piece([one.pk, *chain(one.measure)], one.text, _measure(log, one.measure.pk))
    for one in said.filter(goal__in=goals_shown(reader)).select_related("goal"):
        assert one.goal is not None
        return Piece([one.pk, *chain(one.goal)], one.text, _goal(log, one.goal.pk))
    for agreed in understandings_shown(reader).filter(log=log, pk=key):
        return Piece([agreed.pk], agreed.shared or agreed.concern, reverse("log", args=[log.pk]))
    raise Http404


def _goal(log: Log, key: UUID) -> str:
    return reverse("plan:goal", args=[log.pk, key])


def _measure(log: Log, key: UUID) -> str:
    return reverse("plan:measure", args=[log.pk, key])
