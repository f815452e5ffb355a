"""The municipality's units, for its administrators: the tree, a new one, one alone (screen 13)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.undo import offer
from stafett.municipality import units as actions
from stafett.municipality.models import Municipality, Unit
from stafett.municipality.queries import units_in
from stafett.municipality.unit_tree import Branch, people_in, tree_of

from .policy_page import CONFLICT, UNPROCESSABLE, administered
from .units_forms import UnitForm


@require_safe
@signed_in
def units(request: SignedInRequest) -> HttpResponse:
    """`/kommune/enheter/`; not found for everyone but the municipality's administrators."""
    town = administered(request)
    tops = people_in(_tree(town), town.pk, timezone.localdate())
    ended = Unit.objects.filter(municipality=town, stands_in_log=None, ended_at__isnull=False)
    context = {
        "town": town,
        "inside": [branch for branch in tops if not branch.unit.outside],
        "outside": [branch for branch in tops if branch.unit.outside],
        "ended": sorted(ended, key=lambda unit: unit.name),
    }
    return render(request, "overview/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def unit_new(request: SignedInRequest) -> HttpResponse:
    """Add a unit."""
    town = administered(request)
    form = UnitForm(_tree(town), request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            added = actions.add_unit(
                request.person,
                town.pk,
                name=said["name"],
                kind=said["kind"],
                parent_id=form.parent_id,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("%(name)s is added. Invite those who work there.") % {"name": added.name}
            messages.success(request, words)
            return redirect("units")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "overview/unit_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def unit(request: SignedInRequest, unit_id: UUID) -> HttpResponse:
    """Rename a unit or lay it under another; below, what ending it takes."""
    town, own = _own(request, unit_id)
    initial = {
        "name": own.name,
        "kind": own.kind,
        "parent": str(own.parent_id or ""),
        "opened_at": town.book.count,
    }
    posted = request.POST if request.method == "POST" else None
    form, status = UnitForm(_tree(town), posted, initial=initial, own=own), 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_unit(
                request.person,
                own.pk,
                name=said["name"],
                kind=said["kind"],
                parent_id=form.parent_id,
                opened_at=said["opened_at"] or 0,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, Conflict):
                status = CONFLICT
                data = request.POST.copy()
                data["opened_at"] = str(administered(request).book.count)
                form.data = data
        else:
            messages.success(request, _("Saved."))
            return redirect("units")
    if form.errors and status != CONFLICT:
        status = UNPROCESSABLE
    return _page(request, own, form, status=status)


@require_POST
@signed_in
def unit_end(request: SignedInRequest, unit_id: UUID) -> HttpResponse:
    """End a unit in which nobody works."""
    town, own = _own(request, unit_id)
    try:
        ended = actions.end_unit(request.person, own.pk, at=timezone.now())
    except Refused as refusal:
        initial = {"name": own.name, "kind": own.kind, "parent": str(own.parent_id or "")}
        form = UnitForm(_tree(town), initial=initial | {"opened_at": town.book.count}, own=own)
        status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        return _page(request, own, form, status=status, problem=str(refusal))
    words = _("%(name)s is ended. What was written about it stays.") % {"name": ended.name}
    offer(request, words, reverse("unit_again", args=[ended.pk]))
    return redirect("units")


@require_POST
@signed_in
def unit_again(request: SignedInRequest, unit_id: UUID) -> HttpResponse:
    """Take up a unit that has ended."""
    _town, own = _own(request, unit_id)
    unit = actions.take_up_unit(request.person, own.pk, at=timezone.now())
    messages.success(request, _("%(name)s is in use again.") % {"name": unit.name})
    return redirect("units")


def _page(
    request: SignedInRequest, own: Unit, form: UnitForm, *, status: int, problem: str = ""
) -> HttpResponse:
    context = {
        "own": own,
        "form": form,
        "problem": problem,
        "in_the_way": list(actions.in_the_way_of(own.pk).lines()),
    }
    return render(request, "overview/unit.html", context, status=status)


def _tree(town: Municipality) -> list[Branch]:
    return tree_of(units_in(town.pk))


def _own(request: SignedInRequest, unit_id: UUID) -> tuple[Municipality, Unit]:
    """The administrator's municipality and one of its units; raises Http404 for everyone else."""
    town = administered(request)
    own = Unit.objects.filter(pk=unit_id, municipality=town, stands_in_log=None).first()
    if own is None:
        raise Http404
    return town, own
