"""ID-porten as it is set up here (R1, I1): who it is, and who Stafett is there."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

SHORTEST_KEY = 2048  # bits
HIGH = "idporten-loa-high"


@dataclass(frozen=True)
class Client:
    """Stafett as ID-porten knows it. It shows who it is with its key, or without one its secret."""

    issuer: str
    client_id: str
    key: dict[str, Any] | None = field(repr=False)
    secret: str = field(repr=False)

    @property
    def back(self) -> str:
        """Where ID-porten sends people back to, as it is registered there."""
        return site(reverse("idporten_back"))

    @property
    def after_sign_out(self) -> str:
        """The same for those who have signed out there."""
        return site(reverse("signed_out"))


def is_set_up() -> bool:
    """Whether anybody can sign in with ID-porten here."""
    return bool(settings.STAFETT_IDPORTEN_ISSUER and settings.STAFETT_IDPORTEN_CLIENT)


def client() -> Client:
    """Stafett as a client, where `is_set_up`. Raises ValueError when the key is no JSON."""
    key = settings.STAFETT_IDPORTEN_KEY
    return Client(
        settings.STAFETT_IDPORTEN_ISSUER,
        settings.STAFETT_IDPORTEN_CLIENT,
        json.loads(key) if key else None,
        settings.STAFETT_IDPORTEN_SECRET,
    )


def is_signing_key(written: str) -> bool:
    """Whether this is a private RSA key that is long enough and has a name."""
    try:
        key = RSAKey.import_key(json.loads(written))
    except (JoseError, ValueError, TypeError):
        return False
    bits = key.raw_value.key_size
    return key.is_private and bool(key.kid) and bits >= SHORTEST_KEY


def site(path: str) -> str:
    """An address of this site, as others see it."""
    return f"{settings.STAFETT_ADDRESS.rstrip('/')}{path}"
