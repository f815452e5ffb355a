"""The baton's page: who has it, the race so far, offering it and answering."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest

from . import access, again, two_holders, undo
from .access import FAMILY, Right, Standing
from .baton import accept_baton, decline_baton, offer_baton, take_back_offer
from .forms import AnswerForm, OfferForm, WishForm
from .models import Handover
from .race import Race, race_of

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def baton(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """Show the race to everyone who reads the log; take what the holder or the next one does."""
    standing = access.require(request.person, log_id, Right.READ)
    if request.method != "POST":
        race = race_of(standing.log)
        return _page(request, standing, race, _fresh_form(standing, race, request.GET.get("til")))
    form, done = _read(request, standing)
    if form.is_valid():
        try:
            _say(request, standing, done(standing, form))
        except Refused as refusal:
            # Somebody was first: show the baton as it lies now, with what was typed.
            form.add_error(None, str(refusal))
            standing = access.require(request.person, log_id, Right.READ)
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
            return _page(request, standing, race_of(standing.log), form, status)
        # Whoever has just taken it wants to know what comes next, which the log's page says.
        return redirect("log" if request.POST.get("do") == "accept" else "baton", log_id)
    return _page(request, standing, race_of(standing.log), form, UNPROCESSABLE)


Done = Callable[[Standing, forms.Form], str]
AGAIN = "igjen"  # in the address of «Undo»: the offer that was taken back


def _say(request: SignedInRequest, standing: Standing, words: str) -> None:
    if request.POST.get("do") != "take_back":
        messages.success(request, words)
        return
    address = reverse("baton", args=[standing.log.pk])
    undo.offer(request, words, f"{address}?{AGAIN}={_offer_id(request.POST['offer'])}")


def _read(request: SignedInRequest, standing: Standing) -> tuple[forms.Form, Done]:
    """The form that was sent, and what to do when it holds."""
    offer = request.POST.get("offer", "")
    match request.POST.get("do"):
        case "offer":
            return OfferForm(request.POST, receivers=race_of(standing.log).receivers), _offer
        case "accept":
            return AnswerForm(request.POST), lambda by, form: _accept(by, offer, form)
        case "decline":
            return AnswerForm(request.POST), lambda by, form: _decline(by, offer, form)
        case "wish":
            return WishForm(request.POST), _wish
        case "take_back":
            return forms.Form(request.POST), lambda by, form: _take_back(by, offer)
        case None if AGAIN in request.GET:
            return forms.Form(request.POST), lambda by, form: _offer_again(by, request.GET[AGAIN])
    return forms.Form(request.POST), _nothing


def _offer_again(by: Standing, offer: str) -> str:
    if not by.is_holder:
        raise Conflict(_("Somebody else has the baton now."))
    return _asked(again.offer_again(by, _offer_id(offer), at=timezone.now()))


def _asked(offer: Handover) -> str:
    name = {"name": offer.offered_to}
    return _("You have asked %(name)s. You have the baton until the answer is yes.") % name


def _offer(by: Standing, form: forms.Form) -> str:
    said = form.cleaned_data
    if not by.is_holder:
        raise Conflict(_("Somebody else has the baton now."))
    offer = offer_baton(by, UUID(said["receiver"]), word=said["word"], at=timezone.now())
    return _asked(offer)


def _accept(by: Standing, offer: str, form: forms.Form) -> str:
    word = form.cleaned_data["word"]
    accept_baton(by, _offer_id(offer), word=word, at=timezone.now())
    return _("You have the baton now.")


def _decline(by: Standing, offer: str, form: forms.Form) -> str:
    word = form.cleaned_data["word"]
    decline_baton(by, _offer_id(offer), word=word, at=timezone.now())
    return _("You have said no. The baton stays where it is.")


def _take_back(by: Standing, offer: str) -> str:
    if not by.is_holder:
        raise Conflict(_("Somebody else has the baton now."))
    take_back_offer(by, _offer_id(offer), at=timezone.now())
    return _("You have taken the offer back. The baton is still with you.")


def _wish(by: Standing, form: forms.Form) -> str:
    two_holders.wish_for_holder(by, text=form.cleaned_data["text"], at=timezone.now())
    return _("It is said. Who has the baton is told.")


def _nothing(by: Standing, form: forms.Form) -> str:
    raise Refused(_("Nothing was done. Choose one of the buttons on the page."))


def _offer_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Conflict(
            _("This offer is already answered or taken back. The page shows how it is now.")
        ) from error


def _fresh_form(standing: Standing, race: Race, to: str | None = None) -> forms.Form | None:
    """The one form this person has use for now; `to`: who is chosen beforehand."""
    if race.offer is not None:
        if race.offer.offered_to_id == standing.person.pk:
            return AnswerForm()
        return forms.Form() if race.offer.offered_by_id == standing.person.pk else None
    if standing.is_holder and race.receivers:
        return OfferForm(receivers=race.receivers, initial={"receiver": to})
    return None


def _page(
    request: SignedInRequest,
    standing: Standing,
    race: Race,
    form: forms.Form | None,
    status: int = 200,
) -> HttpResponse:
    fresh = _fresh_form(standing, race)
    wish = form if isinstance(form, WishForm) else WishForm()
    stale = form is not wish and type(form) is not type(fresh)  # the baton has run away from it
    context = {
        "standing": standing,
        "tab": "baton",
        "race": race,
        "form": form,
        "shown": fresh if stale or form is wish else form,
        "wish_form": wish,
        "asks_wish": standing.of_family and standing.log.state == "open",
        "shares": standing.is_holder and two_holders.may_share(standing.log, len(standing.legs)),
        "texts": _typed(form) if stale and form else [],
        "of_family": any(each.role in FAMILY for each in standing.admissions),
    }
    return render(request, "logs/baton.html", context, status=status)


def _typed(form: forms.Form) -> list[str]:
    word = form.data.get("word", "").strip()
    return [word] if word else []
