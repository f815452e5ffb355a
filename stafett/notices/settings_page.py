"""How I am told of something new: at once, once a day or not at all, and where to (I6)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.models import Municipality

from .actions import choose
from .addresses import Addresses, addresses
from .models import Preference
from .settings_form import SettingsForm
from .texts import set_up

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice_settings(request: SignedInRequest) -> HttpResponse:
    """`/min-side/varsler/`: one's own alone; nobody else sees or changes it."""
    texts = set_up(training=bool(request.place and request.place["training"]))
    to = _addresses(request)
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, texts=texts, to=to, initial=_now(request))
    if form.is_valid():
        said = form.cleaned_data
        choose(request.person, how=said["how"], way=said.get("way"), at=timezone.now())
        messages.success(request, _("We tell you the way you have chosen."))
        return redirect("notice_settings")
    context = {"form": form, "texts": texts, "to": to}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "notices/settings.html", context, status=status)


def _now(request: SignedInRequest) -> dict[str, str]:
    wish = Preference.objects.filter(person=request.person).first() or Preference()
    return {"how": wish.how, "way": wish.way}


def _addresses(request: SignedInRequest) -> Addresses:
    town = Municipality.objects.get(pk=UUID(request.place["id"])) if request.place else None
    return addresses(request.person, town) if town else Addresses("", "")
