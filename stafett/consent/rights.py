"""Who may open which of the room's pages. Everyone else finds nothing."""

from uuid import UUID

from django.http import Http404

from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.models import Sees

from .models import Consent

ASKERS = (Right.PREPARE, Right.COORDINATE)


def seer(request: SignedInRequest, log_id: UUID) -> Standing:
    """Somebody who may know of the log. Raises Http404."""
    return access.require(request.person, log_id, Right.SEE)


def asks(standing: Standing) -> bool:
    """Whether this person writes and sends questions: the starter of a draft, later the holder."""
    return any(standing.may(right) for right in ASKERS)


def asker(request: SignedInRequest, log_id: UUID) -> Standing:
    """Somebody who may ask for consent in the log. Raises Http404."""
    standing = seer(request, log_id)
    if not asks(standing):
        raise Http404
    return standing


def sees_answers(standing: Standing) -> bool:
    """Whether this person sees who has said what: not one who is let in to the plan alone."""
    return any(
        each.role != "participant" or each.sees == Sees.EVERYTHING for each in standing.admissions
    )


def may_be_recorded(consent: Consent) -> bool:
    """Whether the policy by which this was asked lets staff record an answer to it."""
    return bool((consent.policy or {}).get("assisted_signing"))
