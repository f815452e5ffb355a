"""Starting a draft together with a family: first whose log it is, then what comes first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.models import Position, Role
from stafett.municipality.queries import current_policy, positions_of, staff
from stafett.people.actions import FoundFamily, find_family
from stafett.people.look_ups import Asker
from stafett.people.models import Person
from stafett.people.numbers import known_person
from stafett.people.register import Ground

from .child_form import ChildForm
from .ground_form import GroundForm
from .queries import leaders_of
from .refusals import UNPROCESSABLE
from .starting import Beginning, Deciding, begin_draft, who_decides


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: SignedInRequest) -> HttpResponse:
    """`/logg/ny/`, for somebody with a position. No number ever stands in the address."""
    positions = _positions(request.person)
    if request.method != "POST":
        return _ask_for_child(request, ChildForm(positions))
    child = ChildForm(positions, request.POST)
    if not child.is_valid():
        return _ask_for_child(request, child, UNPROCESSABLE)
    number, position = child.chosen
    try:
        asker = Asker(position.person_id, timezone.now())
        found = find_family(number, Ground.START_LOG, asker)
        policy = current_policy(position.unit.municipality_id, timezone.localdate())
        deciding = who_decides(found, policy, timezone.localdate())
    except Refused as refusal:
        child.add_error(None, str(refusal))
        return _ask_for_child(request, child, UNPROCESSABLE)
    form = _ground_form(request, found, deciding, position, policy.start_level)
    if not form.is_bound or not form.is_valid():
        return _ask_for_ground(request, child, form, found)
    return _begin(request, child, form, found, position)


def _positions(person: Person) -> list[Position]:
    found = positions_of(person.pk, timezone.localdate()).filter(deputy=False)
    found = found.exclude(role=Role.OUTSIDER).select_related("person", "unit__municipality")
    positions = sorted(found, key=lambda each: (each.from_date, each.unit.name))
    if not positions:
        raise Http404
    return positions


def _ground_form(
    request: SignedInRequest,
    found: FoundFamily,
    deciding: Deciding,
    position: Position,
    start_level: int,
) -> GroundForm:
    today = timezone.localdate()
    others = staff(position.unit.municipality_id, today)
    told: Any = request.POST if request.POST.get("step") == "2" else None
    return GroundForm(
        told,
        child_name=found.child.given_name,
        owner_id=known_person(found.child.number),
        deciding=deciding,
        position=position,
        colleagues=sorted(others, key=lambda each: (each.unit.name, str(each.person))),
        leaders=leaders_of(position.unit, today),
        start_level=start_level,
    )


def _begin(
    request: SignedInRequest,
    child: ChildForm,
    form: GroundForm,
    found: FoundFamily,
    position: Position,
) -> HttpResponse:
    said = form.cleaned_data
    told = Beginning(
        position=position,
        holder=form.chosen_holder,
        found=found,
        groundwork=form.groundwork(timezone.localdate()),
        said_yes=form.yes_by_mouth,
        said_on=said["said_on"],
        short_name=said["short_name"],
        description=said["description"],
        level=said["level"],
    )
    try:
        log, is_new = begin_draft(told, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask_for_ground(request, child, form, found)
    if is_new:
        messages.success(request, _("The draft is saved. Only you see it until you ask."))
    else:
        messages.info(request, _("You had started this draft already. Here it is."))
    return redirect("consent:show", log.pk)


def _ask_for_child(request: SignedInRequest, form: ChildForm, status: int = 200) -> HttpResponse:
    return render(request, "consent/start_child.html", {"form": form}, status=status)


def _ask_for_ground(
    request: SignedInRequest, child: ChildForm, form: GroundForm, found: FoundFamily
) -> HttpResponse:
    context = {"child": child, "form": form, "found": found, "deciding": form.deciding}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "consent/start_ground.html", context, status=status)
