"""The page of one who is asked: read, say yes or no, and see what happens now."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.identity.signing import has_eid, method, show_again, shown_lately, signs
from stafett.logs.access import Right, Standing
from stafett.logs.rules import decides_on_health
from stafett.municipality.policy import Policy

from . import actions
from .asked_words import points, question
from .in_your_name import recorded_for, say_it_is_wrong
from .models import Consent, Signature
from .queries import answers_to, family_names, guardians_left
from .refusals import status_of
from .rights import asks, may_be_recorded, seer, sees_answers
from .rules import Scope
from .terms import family_terms, how_long, is_minor, kept_out_lines
from .who import picture_of, with_baton

FORBIDDEN = 403
LEAD = 200  # characters
SAID = {"yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sign(request: SignedInRequest, log_id: UUID, consent_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/<id>/`: what is asked, and the reader's answer (G1–G4)."""
    standing = seer(request, log_id)
    consent = _sent(standing, consent_id)
    if request.method != "POST":
        return _page(request, standing, consent)
    try:
        if request.POST.get("do") == "wrong":
            return _dispute(request, standing, consent)
        return _answer(request, standing, consent)
    except Refused as refusal:
        if isinstance(refusal, Conflict) and _have_said(request, standing, consent):
            return redirect("consent:sign", log_id, consent_id)  # the same button pressed twice
        # Somebody was first: the page shows how it stands now.
        standing = seer(request, log_id)
        consent = _sent(standing, consent_id)
        return _page(request, standing, consent, str(refusal), status_of(refusal))


def _sent(standing: Standing, consent_id: UUID) -> Consent:
    consent = (
        Consent.objects.filter(log=standing.log, pk=consent_id, asked_at__isnull=False)
        .select_related("asked_by")
        .first()
    )
    only_asked = standing.log.state == "closed" and not standing.may(Right.READ)
    if consent is None or not sees_answers(standing) or (only_asked and consent.ended_at):
        raise Http404
    return consent


def _answer(request: SignedInRequest, standing: Standing, consent: Consent) -> HttpResponse:
    says_yes = SAID.get(request.POST.get("do", ""))
    if says_yes is None:
        raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
    sealed = _sealed(request, standing)
    if sealed is None:
        again = show_again(f"{request.path}?vist={request.POST['do']}#svar")
        return render(request, "consent/show_again.html", {"again": again}, status=FORBIDDEN)
    consent = actions.answer(
        standing,
        consent.pk,
        says_yes=says_yes,
        text_hash=request.POST.get("text_hash", ""),
        sealed=sealed,
        at=timezone.now(),
    )
    if consent.state == "active":
        return _counts_now(request, standing, consent)
    if says_yes:
        messages.success(request, _("You have said yes. Thank you for reading."))
    else:
        messages.success(request, _("You have said no. Nothing is opened, and nobody is let in."))
    if standing.log.state == "closed" and not standing.may(Right.READ):
        return redirect("my_page")  # the question is closed, and there is no more to see
    return redirect("consent:sign", standing.log.pk, consent.pk)


def _sealed(request: SignedInRequest, standing: Standing) -> actions.Sealed | None:
    """With what the answer is signed; None when the ID must be shown once more. In training nothing
    is shown. Raises Refused for a way of signing in that does not sign."""
    here, language = request.signed_in, get_language() or "nb"
    if has_eid(here):
        lately = shown_lately(here, timezone.now())
        return actions.Sealed(method(here), here.acr, language) if lately else None
    if not _signs(request, standing):
        raise Refused(
            _(
                "You must sign in with an electronic ID (BankID, Buypass or Commfides) to answer."
                " Or you can answer on paper, or by word of mouth, to the one who asks."
            )
        )
    return actions.Sealed("training", "none", language)


def _signs(request: SignedInRequest, standing: Standing) -> bool:
    return signs(request.signed_in, training=standing.log.municipality.training)


def _dispute(request: SignedInRequest, standing: Standing, consent: Consent) -> HttpResponse:
    say_it_is_wrong(standing, consent.pk, at=timezone.now())
    words = _("The question is closed. %(name)s sees that the answer was wrong.")
    messages.success(request, words % {"name": consent.asked_by})
    return redirect("my_page")


def _counts_now(request: SignedInRequest, standing: Standing, consent: Consent) -> HttpResponse:
    if standing.log.state == "draft":
        words = _("Everyone has said yes, and the log for %(name)s is open.")
        messages.success(request, words % {"name": standing.log.owner.given_name})
        return redirect("log", standing.log.pk)
    if standing.log.state == "closed":
        words = _("Everyone has said yes, and the log for %(name)s is open again.")
        messages.success(request, words % {"name": standing.log.owner.given_name})
        return redirect("log", standing.log.pk)
    messages.success(request, _("Everyone has said yes. The new consent counts from now."))
    return redirect("consent:show", standing.log.pk)


def _have_said(request: SignedInRequest, standing: Standing, consent: Consent) -> bool:
    """Whether the answer that was sent is the one that is stored."""
    mine = Signature.objects.filter(consent=consent, person=standing.person).first()
    return mine is not None and mine.says_yes is SAID.get(request.POST.get("do", ""))


def _in_the_lead(purpose: str) -> str:
    """A purpose short enough to stand in the page's first lines; '' for a longer one."""
    return purpose if len(purpose) <= LEAD and "\n" not in purpose else ""


def _page(
    request: SignedInRequest,
    standing: Standing,
    consent: Consent,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    log = standing.log
    answers = answers_to(consent, standing.person)
    picture = picture_of(log, consent, with_baton(standing))
    policy = Policy.from_settings(consent.policy or {})
    asker = consent.named.filter(person_id=consent.asked_by_id).first()
    you, today = answers.you, timezone.localdate()
    mine = log.owner_id == standing.person.pk
    left = guardians_left(log)
    context = {
        "standing": standing,
        "consent": consent,
        "answers": answers,
        "can_answer": bool(you and you.says_yes is None and consent.state == "asked"),
        "signs": _signs(request, standing),
        "is_recorded": may_be_recorded(consent),
        "you": you,
        "withdraws": bool(you and you.says_yes and consent.state == "active"),
        "refused": refused,
        "shown_again": request.GET.get("vist") in SAID
        and shown_lately(request.signed_in, timezone.now()),
        "title": question(consent, log, picture, standing.person),
        "points": points(consent, log, picture, standing.person),
        "picture": picture,
        "family": family_names(log, standing.person),
        "health_alone": is_minor(log.owner, timezone.localdate())
        and decides_on_health(
            log.owner.birth_date, timezone.localdate(), policy.health_youth_alone_from
        ),
        "kept_out": kept_out_lines(consent),
        "purpose": consent.purpose,
        "purpose_short": _in_the_lead(consent.purpose),
        "terms": [
            how_long(policy),
            *family_terms(policy, log.owner, today, left=left, to_owner=mine),
        ],
        "text": (consent.text or {}).get(get_language() or "nb", ""),
        "code": [consent.text_hash[at : at + 8] for at in range(0, len(consent.text_hash), 8)],
        "asker": asker,
        "mine": mine,
        "first": bool({Scope.OPEN, Scope.REOPEN} & set(consent.scopes)),
        "asks": asks(standing),
        "in_my_name": recorded_for(consent, standing.person),
    }
    return render(request, "consent/sign.html", context, status=status)
