"""The guided tour, and signing in as one's own families on the way."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stafett.identity.guard import signed_in
from stafett.identity.models import TrainingAccount
from stafett.identity.request import SignedInRequest
from stafett.identity.session import begin
from stafett.municipality.models import Municipality
from stafett.people.numbers import known_person

from .models import Making
from .practice.families import Stage, families
from .practice.preparing import is_prepared, number_of, welcome
from .register import day_made
from .tour import Reached, reached, steps
from .tour_families import rows

BACK, PREPARE = "tilbake", "lag"
PRACTISING = "practising"  # in the session of a guardian: the number of the demo user who is it now


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tour(request: SignedInRequest) -> HttpResponse:
    """`/opplaering/`, for a demo user; to others it says who it is for."""
    place = request.place
    if place is None or not place["training"]:
        raise Http404
    if request.method == "POST":
        return _do(request, request.POST.get("do", ""))
    number, practising = number_of(request.person.pk), request.session.get(PRACTISING)
    context: dict[str, object] = {"number": number, "practising": practising, "BACK": BACK}
    if number is not None:
        found = _reached(request, number)
        told = steps(found)
        left = [step for step in told if not step.done]
        context |= {
            "steps": told,
            "next": left[0] if left else None,
            "done": len(told) - len(left),
            "families": rows(found),
            "may_prepare": not found.prepared and _with_logs(),
        }
    return render(request, "training/tour.html", context)


def _reached(request: SignedInRequest, number: int) -> Reached:
    making = Making.objects.order_by("-made_at").first()
    made_at = making.made_at if making else timezone.now()
    return reached(request.person, number, made_at, prepared=is_prepared(number))


def _with_logs() -> bool:
    return Making.objects.filter(with_logs=True).exists()


def _do(request: SignedInRequest, what: str) -> HttpResponse:
    number, practising = number_of(request.person.pk), request.session.get(PRACTISING)
    if what == BACK and practising is not None:
        account = TrainingAccount.objects.filter(username=f"demo{practising}").first()
        if account is not None:
            begin(request.session, account.person_id, account.municipality)
            rotate_token(request)
            return redirect("tour")
    if number is None or not _with_logs():
        raise Http404
    if what == PREPARE:
        welcome(request.person.pk)
        return redirect("tour")
    return _be_the_guardian(request, number, what)


def _be_the_guardian(request: SignedInRequest, number: int, stage: str) -> HttpResponse:
    """Nobody's but the own families' guardians: a session under a new key, as at any sign-in."""
    if stage not in set(Stage):
        raise Http404
    parent = known_person(families(number)[Stage(stage)].parent.number(day_made()))
    home = request.place
    if parent is None or home is None:
        raise Http404
    begin(request.session, parent, Municipality.objects.get(pk=UUID(home["id"])))
    request.session[PRACTISING] = number
    rotate_token(request)
    return redirect(reverse("my_page"))
