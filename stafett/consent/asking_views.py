"""Writing a question about consent and sending it: the draft's page, later the holder's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.models import Log, Preparation
from stafett.municipality.queries import current_policy

from . import actions, stands
from .asking_forms import WordsForm, uuid_or_none
from .models import Consent
from .naming import describe
from .queries import (
    Reason,
    active_consent,
    deciders_of,
    family_names,
    in_the_making,
    reasons_now,
    said_yes_by_mouth,
)
from .refusals import CONFLICT, UNPROCESSABLE, status_of
from .rights import asker
from .rules import Scope
from .who import picture_of, with_baton


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def prepare(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/nytt/`: the question that is being written; begin one, change, send."""
    by = asker(request, log_id)
    consent = in_the_making(by.log)
    if request.method != "POST":
        return question_page(request, by, consent)
    if request.POST.get("do") == "begin":
        return begin_again(request, by)
    return _take(request, by, consent)


def question_page(request: SignedInRequest, by: Standing, consent: Consent | None) -> HttpResponse:
    """The question as it stands, to whoever writes it."""
    if consent is None:
        return render(request, "consent/question_begin.html", {"standing": by})
    if consent.state != "prepared":
        return redirect("consent:show", by.log.pk)
    initial = {"purpose": consent.purpose, "kept_out": consent.kept_out}
    return _page(request, by, consent, WordsForm(initial=initial))


def where_written(log: Log) -> str:
    """The name of the page on which the log's question is written."""
    return "consent:show" if log.state == "draft" else "consent:prepare"


def begin_again(request: SignedInRequest, by: Standing) -> HttpResponse:
    """Begin a new version; a second press finds the one that the first began."""
    first = by.log.state == "draft"
    last = Consent.objects.filter(log=by.log).order_by("-version").first() if first else None
    try:
        actions.prepare(
            by,
            scopes=[Scope.OPEN if first else Scope.PARTICIPANTS],
            purpose=last.purpose if last else "",
            kept_out=_kept_out(by.log, last),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect(where_written(by.log), by.log.pk)


def _kept_out(log: Log, last: Consent | None) -> str:
    """What was kept out before stays so until somebody writes otherwise."""
    held = last or active_consent(log)
    return held.kept_out if held else ""


def _take(request: SignedInRequest, by: Standing, consent: Consent | None) -> HttpResponse:
    """Save the words, and do what the button said."""
    form = WordsForm(request.POST)
    known = uuid_or_none(request.POST.get("consent", ""))
    do, _colon, about = request.POST.get("do", "").partition(":")
    if consent is None or consent.pk != known or consent.state != "prepared":
        return _too_late(request, by, known, do)
    if not form.is_valid() or (do == "ask" and not form.require_purpose()):
        return _page(request, by, consent, form, UNPROCESSABLE)
    try:
        describe(by, consent.pk, **form.cleaned_data)
        return _do(request, by, consent, do, uuid_or_none(about))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, by, consent, form, status_of(refusal))


def _too_late(request: SignedInRequest, by: Standing, known: UUID | None, do: str) -> HttpResponse:
    """The question on the page is no longer being written; a question sent twice is no trouble."""
    sent = Consent.objects.filter(log=by.log, asked_at__isnull=False)
    if do == "ask" and known and sent.filter(pk=known).exists():
        return redirect("consent:show", by.log.pk)
    messages.warning(
        request,
        _("The question had been sent or taken back meanwhile. This is how it stands now."),
    )
    texts = [text for text in map(request.POST.get, ("purpose", "kept_out")) if text]
    return stands.page(request, by, texts=texts, status=CONFLICT)


def _do(
    request: SignedInRequest, by: Standing, consent: Consent, do: str, about: UUID | None
) -> HttpResponse:
    log_id = by.log.pk
    match do:
        case "ask":
            actions.ask(by, consent.pk, at=timezone.now())
            messages.success(request, _("The question is sent. Now those who decide can answer."))
            return redirect("consent:show", log_id)
        case "add":
            return redirect("consent:add", log_id)
        case "change" if about:
            return redirect("consent:change", log_id, about)
        case "remove" if about:
            _check_may_go(by.log, consent, about)
            actions.uninvite(by, consent.pk, about)
            messages.success(request, _("The name is taken off the list."))
        case "save":
            messages.success(request, _("Saved. Nothing is sent yet."))
        case _:
            raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
    return redirect(where_written(by.log), log_id)


def _check_may_go(log: Log, consent: Consent, named_id: UUID) -> None:
    person = consent.named.filter(pk=named_id).values_list("person_id", flat=True).first()
    if person is None:
        raise Conflict(_("This person is no longer on the list."))
    if person in must_stay(log):
        raise Refused(_("You and the one who is to have the baton must be on the list."))


def must_stay(log: Log) -> set[UUID]:
    """Without whom the question cannot be sent."""
    if log.state == "draft":
        return {log.started_by_id, log.planned_holder_id}
    return set(log.legs.filter(ended_at=None).values_list("holder_id", flat=True))


def _page(
    request: SignedInRequest, by: Standing, consent: Consent, form: WordsForm, status: int = 200
) -> HttpResponse:
    reasons, trouble = _reasons(by.log, consent)
    stay = must_stay(by.log)
    context = {
        "standing": by,
        "consent": consent,
        "form": form,
        "picture": picture_of(by.log, consent, with_baton(by)),
        "stay": stay,
        "family": family_names(by.log, by.person),
        "reasons": reasons,
        "trouble": trouble,
        "draft": by.log.state == "draft",
        **_groundwork(by.log, consent, trouble),
    }
    return render(request, "consent/question.html", context, status=status)


def _reasons(log: Log, consent: Consent) -> tuple[tuple[Reason, ...], str]:
    """Who would have to say yes, or why nobody can."""
    today = timezone.localdate()
    policy = current_policy(log.municipality_id, today)
    try:
        return reasons_now(log, policy, today, consent.scopes), ""
    except Refused as refusal:
        return (), str(refusal)


def _groundwork(log: Log, consent: Consent, trouble: str) -> dict[str, object]:
    """What was done before, and whose yes by word of mouth is still to come (J1, J2, G5)."""
    if log.state != "draft":
        return {}
    today = timezone.localdate()
    said = said_yes_by_mouth(log)
    heard = {each.person_id for each in said}
    policy = current_policy(log.municipality_id, today)
    deciders = [] if trouble else deciders_of(log, policy, today, consent.scopes)
    return {
        "preparation": Preparation.objects.filter(log=log).first(),
        "said": said,
        "unheard": [person for person in deciders if person.pk not in heard],
    }
