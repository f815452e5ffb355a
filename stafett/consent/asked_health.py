"""The scope that follows from who is to see what is about health."""

from .models import Consent
from .rules import Scope


def ask_about_health(consent: Consent) -> None:
    """Ask for the scope `health` when somebody on the list is to see health information.

    The rules then say who must sign for that. Part of whatever changes the list.
    """
    shared = consent.named.filter(health=True).exists()
    if shared == (Scope.HEALTH in consent.scopes):
        return
    others = set(consent.scopes) - {Scope.HEALTH.value}
    consent.scopes = sorted(others | ({Scope.HEALTH.value} if shared else set()))
    consent.save(update_fields=["scopes"])
