"""The log's page: who has the baton, what is agreed, what I do next (screen 3).

Ten questions besides those of the request and of the person's standing, whatever the size; one
more for the holder.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from stafett.consent.family_news import with_news
from stafett.consent.words import together
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import FAMILY, Right, Standing
from stafett.logs.health_views import decides
from stafett.logs.models import AdmissionRole
from stafett.logs.places import is_cleared
from stafett.logs.queries import NEW_FOR, Member, holders, team
from stafett.meetings.coming import calls_to_come
from stafett.meetings.models import MeetingCall
from stafett.meetings.sitting_models import Task
from stafett.meetings.sitting_queries import is_late, open_tasks
from stafett.municipality.levels import level_name
from stafett.plan.agreement import not_answered
from stafett.plan.facts import Plan
from stafett.plan.queries import plan_of
from stafett.plan.scale import ratings_in
from stafett.voice.newest import newest_words
from stafett.voice.queries import next_talk_in

from .entries import sees_everything
from .kept import kept
from .latest import latest
from .log_consent import ConsentFacts, consent_of
from .log_plan import drawn
from .next_steps import next_steps
from .seen import come_to_the_log


@require_safe
@signed_in
def log(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """The log as it stands now, for those who read it; a draft leads to what is asked of whom."""
    standing = access.require(request.person, log_id, Right.SEE)
    if not standing.may(Right.READ):
        return redirect("consent:show", log_id)
    if standing.log.state == "closed":
        return _closed(request, standing)
    coming = come_to_the_log(standing, timezone.now())
    return kept(request, coming.mark, lambda: _open(request, standing, coming.before))


def _open(request: SignedInRequest, standing: Standing, seen_until: int | None) -> HttpResponse:
    the_log, today = standing.log, timezone.localdate()
    plan, members, consent = plan_of(the_log, standing.reader), team(the_log), consent_of(the_log)
    offered = any(each.offered and each.person == standing.person for each in members)
    shown = what_is_shown(standing, plan, members, consent, today)
    new = [each.name for each in shown["waiting"]]
    family = standing.is_holder and bool(with_news([the_log.pk]))
    step, *also = next_steps(
        standing,
        plan,
        consent,
        offered=offered,
        offer_waits=any(each.offered for each in members),
        family=family,
        new=new,
        talk=shown["talk"],
        meeting=shown["meeting"],
        today=today,
    )
    context = shown | {"step": step, "also": also, "writes": standing.may(Right.WRITE)}
    context["not_answered"] = not_answered(standing, plan)
    context["decides_on_health"] = decides(standing)
    context["knows_place"] = the_log.hides_places and is_cleared(standing)
    of_family = any(each.role in FAMILY for each in standing.admissions)
    context["new_line"] = f"tiltak-{request.GET.get('ny', '')}"
    context["shares_contact"] = of_family and not the_log.hides_places
    context["seen_until"] = seen_until
    context["closes"] = standing.is_holder or of_family
    return render(request, "overview/log.html", context)


def what_is_shown(
    standing: Standing, plan: Plan, members: list[Member], consent: ConsentFacts, today: date
) -> dict[str, Any]:
    """What the page shows of an open log to one who reads it, but for what waits for that person.

    Also for somebody else to see what that person sees (`as_seen`): with the same parts, it cannot
    show another thing. Three questions.
    """
    the_log = standing.log
    let_in = {each.person.pk for each in members}
    with_baton = holders(standing, members)
    return {
        "standing": standing,
        "tab": "plan",
        "age": _age(the_log.owner.birth_date, today),
        "level": level_name(the_log.municipality, the_log.level),
        "holders": with_baton,
        "somebody_holds": any(each.attended for each in with_baton),
        "holder_ids": {leg.holder_id for leg in standing.legs},
        "consent": consent,
        "waited_for": _waited_for(standing, consent),
        "sees_everything": sees_everything(standing),
        "plan": plan,
        "drawn": drawn(the_log, plan, today, ratings_in(the_log, standing.reader)),
        "words": newest_words(standing) if standing.hears_child else None,
        "starting": bool(the_log.opened_at and timezone.now() - the_log.opened_at < NEW_FOR),
        "team": _team(standing, members),
        "owner_contact": _of_the_owner(members),
        "waiting": [each for each in consent.waiting if each.person_id not in let_in],
        "latest": latest(standing),
        "talk": next_talk_in(standing) if standing.hears_child else None,
        "meeting": _next_meeting(standing),
        "tasks": _tasks(standing, today),
        "today": today,
    }


def _team(standing: Standing, members: list[Member]) -> list[Member]:
    """Everyone but the child: who has the baton first, then the family, then the helpers."""
    holding = {leg.holder_id for leg in standing.legs}
    others = [each for each in members if each.role != AdmissionRole.OWNER]
    return sorted(others, key=lambda each: each.person.pk not in holding)


def _next_meeting(standing: Standing) -> MeetingCall | None:
    if not standing.has_messages:
        return None
    me, now = standing.person, timezone.now()
    return next(iter(calls_to_come([standing.log.pk], standing.reader, now, me=me)), None)


def _of_the_owner(members: list[Member]) -> Member | None:
    """How the owner is reached, where the owner has chosen to show it (A6)."""
    owners = (each for each in members if each.role == AdmissionRole.OWNER)
    return next((each for each in owners if each.phone or each.email), None)


def _tasks(standing: Standing, today: date) -> list[tuple[Task, bool]]:
    """What is taken on in meetings and not done, each with whether it is late (L3)."""
    if not standing.has_messages:
        return []
    rows = open_tasks(standing.log.pk, standing.reader)
    return [(each, is_late(each, today)) for each in rows]


def _waited_for(standing: Standing, consent: ConsentFacts) -> str:
    """«Anders Berg og deg»."""
    me = standing.person.pk
    names = [name for one, name in consent.missing if one != me]
    return together(names + [pgettext("from", "you")] * consent.needs(me))


def _closed(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """What the family keeps: how it ended, the plan as it was, and the printed log (P6)."""
    the_log = standing.log
    plan = plan_of(the_log, standing.reader)
    context = {
        "standing": standing,
        "tab": "plan",
        "closing": the_log.closings.select_related("by").order_by("-at").first(),
        # The archive is a neighbour; its rows are reached through the log alone.
        "deposits": the_log.deposits.order_by("-made_at").values(
            "pk", "made_at", archived_at=F("delivery__received_at")
        ),
        "plan": plan,
        "drawn": drawn(
            the_log,
            plan,
            timezone.localdate(the_log.closed_at),
            ratings_in(the_log, standing.reader),
        ),
        "latest": latest(standing),
        "writes": False,
    }
    return render(request, "overview/log_closed.html", context)


def _age(born: date | None, today: date) -> int | None:
    """Filled years; None for somebody whose birth date is not known."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
