"""A leader marks that somebody in the unit has taken the training, or takes the mark away (E5)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.models import Position
from stafett.municipality.training import led_position, mark_trained, take_back_training
from stafett.people.models import Person

from .staff_forms import TrainedForm

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def training(request: SignedInRequest, position_id: UUID) -> HttpResponse:
    """`/enhet/opplaring/…/`; not found for everyone but who leads the unit."""
    position = led_position(position_id, timezone.localdate())
    if position is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form, status = TrainedForm(data, initial={"day": timezone.localdate()}), 200
    taken_back = data is not None and data.get("do") == "take_back"
    if taken_back or form.is_valid():
        try:
            messages.success(request, _done(request.person, position, None if taken_back else form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        else:
            return redirect(_back(position))
    elif form.errors:
        status = UNPROCESSABLE
    mark = getattr(position, "trained", None)
    context = {"form": form, "position": position, "mark": mark, "back": _back(position)}
    return render(request, "overview/training.html", context, status=status)


def _done(by: Person, position: Position, form: TrainedForm | None) -> str:
    name = {"name": str(position.person)}
    if form is None:
        take_back_training(by, position.pk, at=timezone.now())
        return _("%(name)s is no longer marked as trained.") % name
    mark_trained(by, position.pk, day=form.cleaned_data["day"], at=timezone.now())
    return _("%(name)s is marked as trained.") % name


def _back(position: Position) -> str:
    return f"{reverse('leading')}?enhet={position.unit_id}#ansatte"
