"""What the pages of a question that is being written share."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.models import Log
from stafett.municipality.models import Position, Unit
from stafett.municipality.queries import colleagues, units_in

from .models import Consent
from .queries import in_the_making


def where_written(log: Log) -> str:
    """The name of the page on which the log's question is written."""
    return "consent:prepare" if log.state == "open" else "consent:show"


def written(by: Standing) -> Consent | None:
    """The question, while it can be changed."""
    consent = in_the_making(by.log)
    return consent if consent and consent.state == "prepared" else None


def sent_meanwhile(request: SignedInRequest, by: Standing) -> HttpResponse:
    """Back to how the consent stands, with a word on why."""
    messages.warning(
        request,
        _("The question had been sent or taken back meanwhile. This is how it stands now."),
    )
    return redirect("consent:show", by.log.pk)


def units_of(by: Standing) -> list[Unit]:
    """The municipality's services, by name."""
    return sorted(units_in(by.log.municipality_id), key=lambda unit: unit.name)


def staff_of(by: Standing, unit: Unit) -> list[Position]:
    """Those who work in a service today, by name."""
    working = colleagues(by.log.municipality_id, timezone.localdate()).filter(unit=unit)
    return sorted(working, key=lambda position: str(position.person))
