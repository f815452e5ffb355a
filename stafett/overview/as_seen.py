"""`/logg/<id>/samtykke/<id>/som/<id>/`: the log as one of those whom a consent names sees it, shown
to those who let them in or ask for it (screen 6).

The same questions and the same parts of pages as the real ones, with the named person's standing.
The database is asked with the reader's own eyes, so nothing is shown that the reader may not see;
and the access record is the reader's.
"""

from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stafett.consent.models import Named
from stafett.consent.rights import asks
from stafett.consent.terms import kept_out_lines
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.hidden import sees_health
from stafett.logs.models import Admission, AdmissionRole
from stafett.logs.queries import Member, team
from stafett.plan.queries import plan_of

from .entries import page_of, sees_everything
from .history import by_day
from .log_consent import consent_of
from .log_page import what_is_shown

HISTORY = "historien"


@require_safe
@signed_in
def as_seen(
    request: SignedInRequest, log_id: UUID, consent_id: UUID, named_id: UUID
) -> HttpResponse:
    """The log itself to one who reads it; before it is open, what the named person will see."""
    reader = access.require(request.person, log_id, Right.SEE)
    named = _named(reader, consent_id, named_id)
    shown = standing_of(named, reader)
    history = request.GET.get("vis") == HISTORY
    context = {
        "reader": reader,
        "named": named,
        "name": named.person.given_name,
        "mine": named.person_id == reader.person.pk,
        "whole": sees_everything(shown),
        "reader_blind": named.health and not sees_health(reader.person, reader.log),
        "let_in": named.consent.state == "active",
        "kept_out": kept_out_lines(named.consent),
        "standing": shown,
        "part": HISTORY if history else "",
    }
    if reader.log.state != "open" or not reader.may(Right.READ):
        return render(request, "overview/as_seen_kinds.html", context)
    if history:
        page = page_of(shown, "", None)
        context |= {"days": by_day(page.entries), "more": page.older is not None}
        return render(request, "overview/as_seen_history.html", context)
    return render(request, "overview/as_seen.html", context | _parts(shown, named))


def _named(reader: Standing, consent_id: UUID, named_id: UUID) -> Named:
    """One whom a consent that counts or is asked names; the asker's own text names them too."""
    named = (
        Named.objects.filter(pk=named_id, log=reader.log, consent_id=consent_id)
        .exclude(consent__withdrawals__only=F("person"))
        .select_related("person", "consent")
        .first()
    )
    states = {"active", "asked"} | ({"prepared"} if asks(reader) else set())
    if named is None or not reader.sees_as_others or named.consent.state not in states:
        raise Http404
    return named


def standing_of(named: Named, reader: Standing) -> Standing:
    """Where the named person will stand, or stands: let in as the consent says, to read."""
    admission = Admission(
        log=reader.log,
        person=named.person,
        role=AdmissionRole.PARTICIPANT,
        sees=named.sees,
        health=named.health,
    )
    rights = frozenset({Right.SEE, Right.READ})
    holds = any(leg.holder_id == named.person_id for leg in reader.legs)
    return Standing(named.person, reader.log, (admission,), holds, rights, reader.person)


def _parts(shown: Standing, named: Named) -> dict[str, Any]:
    """What the log's page shows the named person, who is then one of the team."""
    log = shown.log
    members = team(log)
    if not any(each.person == named.person for each in members):
        members.append(_member(named))
    parts = what_is_shown(
        shown, plan_of(log, shown.reader), members, consent_of(log), timezone.localdate()
    )
    return parts | {"writes": False}


def _member(named: Named) -> Member:
    return Member(
        person=named.person,
        role=AdmissionRole.PARTICIPANT,
        relation="",
        service=named.service_words,
        title=named.title,
        task=named.task,
        phone=named.phone,
        email=named.email,
        until=named.until,
        health=named.health,
    )
