"""The policy of the municipality whose name stands on the page."""

from uuid import UUID

from django.utils import timezone

from stafett.identity.session import Place
from stafett.municipality.policy import Policy
from stafett.municipality.queries import current_policy


def own_policy(place: Place | None) -> Policy:
    """What holds there today; `national` where there is no municipality yet. One question."""
    if place is None:
        return Policy()
    return current_policy(UUID(place["id"]), timezone.localdate())
