"""Trying the rules on a made-up family, before relying on them. Nothing is stored."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.consent import reasons
from stafett.consent.case import OWNER, CannotAnswer, Scope, Trouble
from stafett.consent.groups import Group
from stafett.consent.who_must_sign import Case, groups_of
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.models import Municipality
from stafett.municipality.policy import PRESETS, Policy
from stafett.municipality.queries import current_policy

from .policy_page import UNPROCESSABLE, administered
from .policy_try_form import OWN, SCOPES, TryForm


@dataclass(frozen=True)
class Answer:
    """Who must say yes, or why that cannot be said."""

    groups: list["Needed"]
    problem: str = ""


@dataclass(frozen=True)
class Needed:
    """One yes that is needed: from whom, why, and what it rests on."""

    who: str
    why: str
    requirements: str
    laws: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def policy_try(request: SignedInRequest) -> HttpResponse:
    """`/kommune/regler/prov/`; not found for everyone but the municipality's administrators."""
    town = administered(request)
    if request.method != "POST":
        form = TryForm(initial={"on": timezone.localdate()})
        return render(request, "overview/policy_try.html", {"form": form, "town": town})
    form = TryForm(request.POST)
    valid = form.is_valid()
    context = {"form": form, "town": town, "answer": _answer(form, town) if valid else None}
    status = 200 if valid else UNPROCESSABLE
    return render(request, "overview/policy_try.html", context, status=status)


def _answer(form: TryForm, town: Municipality) -> Answer:
    said = form.cleaned_data
    case = Case(
        policy=_policy(said["policy"], town, form),
        on=said["on"],
        owner=form.case_owner,
        guardians=form.guardians,
        scopes=tuple(Scope(scope) for scope in said["scopes"]),
        live_together=said["live_together"],
    )
    try:
        return Answer([_needed(group) for group in groups_of(case)])
    except CannotAnswer as error:
        return Answer([], _explained(error))


def _policy(name: str, town: Municipality, form: TryForm) -> Policy:
    return current_policy(town, form.cleaned_data["on"]) if name == OWN else PRESETS[name]


def _needed(group: Group) -> Needed:
    return Needed(
        who=_any_of([_name(member) for member in group.any_of]),
        why=reasons.why(group),
        requirements=", ".join(group.requirements),
        laws=", ".join(reasons.laws(group)),
    )


def _any_of(names: list[str]) -> str:
    """«a», «a or b», «a, b or c»."""
    *first, last = names
    if not first:
        return last
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last}


def _name(member: str) -> str:
    if member == OWNER:
        return _("The one the log is about")
    return _("Guardian %(number)s") % {"number": member}


def _explained(error: CannotAnswer) -> str:
    """The scope by its words on this page instead of its name in the rules."""
    scope = error.details.get("scope")
    if error.trouble is Trouble.NO_RESPONSIBILITY and scope in set(Scope):
        error.details["scope"] = str(SCOPES[Scope(scope)])
    return reasons.explain(error)
