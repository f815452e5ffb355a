"""How the consent of a log stands, to everyone who may know of the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stafett.book.questions import Question
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing

from .coming import shown_birthdays
from .endings import is_family, may_close, wishes
from .heard import unheard_in
from .in_your_name import recorded_for, who_disputed
from .models import Consent
from .other_rules import asked_besides
from .outside import links_of
from .queries import Answers, answers_to, family_names
from .review import may_review, readers, to_review
from .rights import asks, may_be_recorded, sees_answers
from .text import lines_of
from .ways_out import has_receipt, runs_out, ways_out
from .who import picture_of, with_baton

ENDS: dict[str, Promise | str] = {
    "superseded": _("Replaced by a newer one"),
    "taken_back": _("Taken back before it counted"),
    "withdrawn": _("Withdrawn by the family"),
    "refused": _("Somebody said no"),
    "disputed": _("Closed: an answer was written down wrongly"),
    "closed": _("Ended when the log was closed"),
    "lapsed": _("Ran out"),
    "family": _("Closed, because others must say yes now"),
    "outgrown": _("Others were to answer after a birthday"),
}


@dataclass(frozen=True)
class Version:
    """One line of the list of versions."""

    consent: Consent
    state: Promise | str
    at: datetime | None


def page(
    request: SignedInRequest, standing: Standing, *, texts: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """What counts, what is asked, who has answered. `texts` were typed in a page too old."""
    consents = _consents(standing.log.pk)
    if standing.log.state == "closed" and not standing.may(Right.READ):
        consents = [each for each in consents if each.ended_at is None]
    if not sees_answers(standing):
        consents = [each for each in consents if each.state == "active"]
    active = next((each for each in consents if each.state == "active"), None)
    asked = next((each for each in consents if each.state == "asked"), None)
    context = {
        "standing": standing,
        "tab": "consent",
        "family": family_names(standing.log, standing.person),
        "asks": asks(standing),
        "texts": texts,
        "sees_answers": sees_answers(standing),
        "written": any(each.state == "prepared" for each in consents) and asks(standing),
        "versions": _versions(standing, consents),
        "receipt": has_receipt(standing),
        "disputed": who_disputed(standing.log) if asks(standing) else "",
        "in_my_name": recorded_for(asked, standing.person) or recorded_for(active, standing.person),
        "birthdays": shown_birthdays([standing.log.pk], timezone.localdate()),
        "mine": standing.log.owner_id == standing.person.pk,
        "reviews": may_review(standing)
        and to_review(standing.log, active)
        and bool(readers(standing)),
        "wishes": wishes(standing.log) if asks(standing) else (),
        "may_close": may_close(standing, timezone.localdate()),
        "of_family": is_family(standing),
        "besides": _besides(standing, active, asked),
        **_active(standing, active),
        **_asked(standing, asked),
    }
    template = "show" if standing.may(Right.READ) or standing.log.state == "open" else "waiting"
    return render(request, f"consent/{template}.html", context, status=status)


def _reviews(standing: Standing, active: Consent | None) -> bool:
    """Whether there are guardians whose access this person can decide on."""
    return may_review(standing) and to_review(standing.log, active) and bool(readers(standing))


@Question
def _consents(log: UUID) -> QuerySet[Consent]:
    return Consent.objects.filter(log=log).select_related("asked_by").order_by("-version")


def _active(standing: Standing, active: Consent | None) -> dict[str, Any]:
    answers = _answers(standing, active)
    links, now = links_of(standing), timezone.now()
    return {
        "active": active,
        "active_answers": answers,
        "out": ways_out(standing, active, answers) if active else None,
        "runs_out": active is not None and runs_out(active, timezone.localdate()),
        "picture": picture_of(standing.log, active, with_baton(standing)) if active else None,
        "links": links,
        "lapsed": [who for who, lapses_at in links.items() if lapses_at <= now],
        "kept_out": lines_of(active.kept_out) if active and sees_answers(standing) else [],
    }


def _asked(standing: Standing, asked: Consent | None) -> dict[str, Any]:
    answers = _answers(standing, asked)
    you = answers.you if answers else None
    return {
        "asked": asked,
        "asked_answers": answers,
        "yours": bool(you and you.says_yes is None),
        "may_be_recorded": bool(
            asked
            and answers
            and asks(standing)
            and may_be_recorded(asked)
            and any(each.says_yes is None for each in answers.signers)
        ),
    }


def _besides(standing: Standing, active: Consent | None, asked: Consent | None) -> str:
    """For who may ask anew, and has not."""
    if active is None or asked is not None or not asks(standing):
        return ""
    return asked_besides(standing.log, active, timezone.localdate())


def _answers(standing: Standing, consent: Consent | None) -> Answers | None:
    if consent is None or not sees_answers(standing):
        return None
    return answers_to(consent, standing.person)


def _versions(standing: Standing, consents: Sequence[Consent]) -> list[Version]:
    """Why a question came to nothing says what was answered, and is told to whom that is told."""
    unheard = unheard_in(standing.log.pk, standing.person.pk)
    asked = [each for each in consents if each.asked_at is not None]
    return [
        Version(each, _("Ended"), each.ended_at)
        if each.pk in unheard and each.ended_at
        else _version(each)
        for each in asked
    ]


def _version(consent: Consent) -> Version:
    if consent.state == "active":
        return Version(consent, _("Counts now"), consent.activated_at)
    if consent.state == "asked":
        return Version(consent, _("Waits for answers"), consent.asked_at)
    return Version(consent, ENDS.get(consent.end, _("Ended")), consent.ended_at)
