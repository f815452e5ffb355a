"""Writing a question about consent and sending it: the draft's page, later the holder's."""

from collections.abc import Mapping
from types import MappingProxyType
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
from stafett.logs.overtaken import Overtaken
from stafett.municipality.queries import current_policy
from stafett.people.actions import FoundFamily

from . import actions, stands, undoing
from .asking_forms import WordsForm, uuid_or_none
from .begin_views import begin, begin_page
from .family_again import family_now, renew
from .models import Consent, Named
from .naming import describe, mark_of
from .queries import (
    Reason,
    deciders_of,
    family_names,
    in_the_making,
    reasons_now,
    said_yes_by_mouth,
)
from .refusals import CONFLICT, UNPROCESSABLE, status_of
from .rights import asker
from .rules import Scope
from .terms import scope_words, transition_terms
from .who import picture_of, with_baton
from .writing import where_written


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def prepare(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/nytt/`: the question that is being written; begin one, change, send."""
    by = asker(request, log_id)
    consent = in_the_making(by.log)
    if request.method != "POST":
        return question_page(request, by, consent)
    if undoing.UNDO in request.GET:
        return undoing.undone(request, by)
    if request.POST.get("do") == "begin":
        return begin(request, by)
    return _take(request, by, consent)


def question_page(request: SignedInRequest, by: Standing, consent: Consent | None) -> HttpResponse:
    """The question as it stands, to whoever writes it."""
    if consent is None and by.log.state == "closed":
        return render(request, "consent/reopen_begin.html", {"standing": by})
    if consent is None:
        return begin_page(request, by)
    if consent.state != "prepared":
        return redirect("consent:show", by.log.pk)
    initial = {"purpose": consent.purpose, "kept_out": consent.kept_out}
    return _page(request, by, consent, WordsForm(initial=initial), began=mark_of(**initial))


def _take(request: SignedInRequest, by: Standing, consent: Consent | None) -> HttpResponse:
    """Save the words, and do what the button said."""
    form, began = WordsForm(request.POST), request.POST.get("began", "")
    known = uuid_or_none(request.POST.get("consent", ""))
    do, _colon, about = request.POST.get("do", "").partition(":")
    if consent is None or consent.pk != known or consent.state != "prepared":
        return _too_late(request, by, known, do)
    if not form.is_valid() or (do == "ask" and not form.require_purpose()):
        return _page(request, by, consent, form, UNPROCESSABLE, began=began)
    try:
        # Over the network, so before anything is locked.
        found = family_now(by, at=timezone.now()) if do == "ask" else None
        describe(by, consent.pk, **form.cleaned_data, began_with=began)
        began = mark_of(**form.cleaned_data)
        if found:
            _renew_first(by, found)
        return _do(request, by, consent, do, uuid_or_none(about))
    except Overtaken as overtaken:  # who has seen both may save
        form.add_error(None, str(overtaken))
        theirs = overtaken.theirs
        began = mark_of(**theirs)
        return _page(request, by, consent, form, CONFLICT, began=began, theirs=theirs)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, by, consent, form, status_of(refusal), began=began)


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


def _renew_first(by: Standing, found: FoundFamily) -> None:
    """Raises Refused where the register says something new: it is seen before anybody is asked."""
    if renew(by, found, at=timezone.now()):
        raise Refused(
            _(
                "The population register says something new about the family. Look at who must"
                " say yes now, and press the button once more."
            )
        )


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
        case "see" if about:
            return redirect("as_seen", log_id, consent.pk, about)
        case "remove" if about:
            named = _check_may_go(by.log, consent, about)
            actions.uninvite(by, consent.pk, about)
            undoing.offer_name_back(request, by, named)
        case "about":
            return redirect("consent:about", log_id)
        case "transition":
            return redirect("consent:transition", log_id)
        case "keep_out":
            return redirect("consent:keep_out", log_id)
        case "let_be" if about:
            kept = consent.people_kept_out.filter(pk=about).first()
            actions.no_longer_keep_out(by, consent.pk, about)
            if kept:
                undoing.offer_keeping_out_again(request, by, kept)
        case "save":
            messages.success(request, _("Saved. Nothing is sent yet."))
        case _:
            raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
    return redirect(where_written(by.log), log_id)


def _check_may_go(log: Log, consent: Consent, named_id: UUID) -> Named:
    named = consent.named.filter(pk=named_id).select_related("person", "unit").first()
    if named is None:
        raise Conflict(_("This person is no longer on the list."))
    if named.person_id in must_stay(log, consent):
        raise Refused(_("You and the one who is to have the baton must be on the list."))
    return named


def must_stay(log: Log, consent: Consent) -> set[UUID | None]:
    """Without whom the question cannot be sent."""
    if log.state == "draft":
        return {log.started_by_id, log.planned_holder_id}
    if log.state == "closed":
        return {consent.asked_by_id}
    return {
        *log.legs.filter(ended_at=None).values_list("holder_id", flat=True),
        consent.next_holder_id,
    }


def _page(
    request: SignedInRequest,
    by: Standing,
    consent: Consent,
    form: WordsForm,
    status: int = 200,
    *,
    began: str,
    theirs: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    """The page. `began`: what its words are known again by; `theirs`: another's, beside them."""
    reasons, trouble = _reasons(by.log, consent)
    picture = picture_of(by.log, consent, with_baton(by))
    stay = must_stay(by.log, consent)
    context = {
        "standing": by,
        "consent": consent,
        "form": form,
        "began": began,
        "theirs": [
            (form.fields[name].label, text)
            for name, text in theirs.items()
            if text != form.cleaned_data[name]
        ],
        "picture": picture,
        "stay": stay,
        "family": family_names(by.log, by.person),
        "reasons": reasons,
        "trouble": trouble,
        "draft": by.log.state == "draft",
        "reopens": by.log.state == "closed",
        "about": [scope_words(scope, by.log.owner) for scope in sorted(consent.scopes)],
        "moves": Scope.TRANSITION in consent.scopes,
        "transition": transition_terms(consent, [row.named for row in picture.rows])
        if picture
        else [],
        "people_kept_out": consent.people_kept_out.order_by("name"),
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
    if log.state == "open":
        return {}
    today = timezone.localdate()
    said = said_yes_by_mouth(log)
    heard = {each.person_id for each in said}
    policy = current_policy(log.municipality_id, today)
    deciders = [] if trouble else deciders_of(log, policy, today, consent.scopes)
    return {
        "preparation": Preparation.objects.filter(log=log).first()
        if log.state == "draft"
        else None,
        "said": said,
        "unheard": [person for person in deciders if person.pk not in heard],
    }
