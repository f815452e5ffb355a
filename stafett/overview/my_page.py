"""My page: what waits for me, then my logs."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import FAMILY, LET_IN
from stafett.logs.models import AdmissionRole
from stafett.municipality.models import Role
from stafett.municipality.queries import current_policy, roles_of
from stafett.people.models import Person
from stafett.unfinished.queries import anything_unfinished
from stafett.voice.ages import age

from .goal_questions import quiet_questions
from .mine import MyLog, my_logs
from .waiting import ForLeader, Unattended, Waiting, for_leaders
from .what_waits import waiting_for

MORNING_FROM, DAY_FROM, EVENING_FROM = 5, 10, 18  # o'clock
ADULT = 18
SHOWN = 8  # of what waits; the rest is folded
LED_ON = "led_on"  # in the session: the family's way in to its one log is taken once


@require_safe
@signed_in
def my_page(request: SignedInRequest) -> HttpResponse:
    """What waits for the person, the logs, and a way to begin; for a family with one log: there."""
    me: Person = request.person
    today = timezone.localdate()
    rows = my_logs(me, today)
    waiting: list[Waiting | Unattended | ForLeader] = [*waiting_for(me, rows, today)]
    roles = set(roles_of(me.pk, today))
    if roles & {Role.LEADER, Role.ADMINISTRATOR}:
        waiting = [*(each for each in for_leaders() if each.is_task), *waiting]
    only = _only_log(rows, bool(waiting))
    if only and not roles and _arrives(request):
        request.session[LED_ON] = True
        return redirect("voice:room" if _is_child(only, me, today) else "log", only.log.pk)
    context = {
        "greeting": greeting(me, timezone.localtime()),
        "today": today,
        "waiting": waiting,
        "first": waiting[0] if waiting else None,
        "next_ones": waiting[1:SHOWN],
        "more": waiting[SHOWN:],
        "questions": quiet_questions(me, rows),
        "open_logs": [row for row in rows if _reads(row)],
        "asked_logs": [row for row in rows if _only_asked(row)],
        "drafts": [row for row in rows if row.state == "draft" and "starter" in row.roles],
        "unfinished": anything_unfinished(me, timezone.now()),
        "closed_logs": [row for row in rows if row.state == "closed" and row.roles & FAMILY],
        "may_start": bool(roles & {Role.STAFF, Role.LEADER}),
        "leads": Role.LEADER in roles,
        "administers": Role.ADMINISTRATOR in roles,
    }
    return render(request, "overview/my_page.html", context)


def _only_log(rows: list[MyLog], waiting: bool) -> MyLog | None:
    """The one open log of somebody who is family everywhere and has nothing else to do here."""
    going = [row for row in rows if row.state != "closed"]
    if waiting or len(going) != 1 or not _reads(going[0]):
        return None
    return going[0] if all(row.of_family for row in rows) else None


def _is_child(row: MyLog, me: Person, today: date) -> bool:
    """Whether this is the owner, younger than who signs: the own room is the way in (screen 10)."""
    if row.log.owner_id != me.pk or me.birth_date is None:
        return False
    grown = current_policy(row.log.municipality_id, today).youth_signs_from or ADULT
    return (age(me.birth_date, today) or 0) < grown


def _reads(row: MyLog) -> bool:
    return row.state == "open" and bool(row.roles & LET_IN)


def _only_asked(row: MyLog) -> bool:
    """Whether I know of the log because I am asked about it, and read nothing in it."""
    return not row.roles & {*LET_IN, AdmissionRole.STARTER}


def _arrives(request: SignedInRequest) -> bool:
    """Whether this is the way in, and not a way back to my page from a log."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", "")).path
    stays = "bli" in request.GET or came_from.startswith(("/logg/", request.path))
    return not stays and not request.session.get(LED_ON)


def greeting(person: Person, now: datetime) -> str:
    """The words of the hour; `now` is local time."""
    name = {"name": person.given_name}
    if now.hour < MORNING_FROM or now.hour >= EVENING_FROM:
        return _("Good evening, %(name)s") % name
    if now.hour < DAY_FROM:
        return _("Good morning, %(name)s") % name
    return _("Good day, %(name)s") % name
