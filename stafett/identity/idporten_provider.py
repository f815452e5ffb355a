"""What ID-porten says of itself: its addresses and the keys it signs with, kept for a day.

Each process keeps its own. A key that is not known is asked for once more, and not more often than
every minute, whoever sends what.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

KEPT_SECONDS = 24 * 60 * 60
AT_MOST_EVERY = 60  # seconds
TIMEOUT = (3.05, 6)  # seconds to connect, and to wait for each answer
ENDPOINTS = (
    "authorization_endpoint",
    "pushed_authorization_request_endpoint",
    "token_endpoint",
    "jwks_uri",
)


class ProviderDown(Exception):
    """ID-porten does not answer, or not as it should."""


@dataclass
class Provider:
    """One issuer, and what is known of it."""

    issuer: str
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _said: dict[str, Any] = field(default_factory=dict)
    _said_at: float = 0.0
    _keys: dict[str, RSAKey] = field(default_factory=dict)
    _keys_at: float = 0.0

    def address(self, name: str) -> str:
        """One of its addresses by OpenID's name for it. Raises ProviderDown."""
        found = self.document().get(name)
        if not isinstance(found, str) or not self._is_safe(found):
            raise ProviderDown(f"no safe {name}")
        return found

    def document(self) -> Mapping[str, Any]:
        """What it says of itself (discovery). Raises ProviderDown."""
        with self._lock:
            if not self._said or monotonic() - self._said_at > KEPT_SECONDS:
                said = fetch(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                if said.get("issuer") != self.issuer or not all(
                    said.get(each) for each in ENDPOINTS
                ):
                    raise ProviderDown("it is another one, or lacks an address")
                self._said, self._said_at = said, monotonic()
            return self._said

    def key(self, kid: str) -> RSAKey | None:
        """The key with this name; asks once more for one that is new. Raises ProviderDown."""
        address = self.address("jwks_uri")
        with self._lock:
            age = monotonic() - self._keys_at if self._keys_at else KEPT_SECONDS + 1
            if age > KEPT_SECONDS or (kid not in self._keys and age > AT_MOST_EVERY):
                self._keys, self._keys_at = dict(_signing(fetch(address))), monotonic()
            return self._keys.get(kid)

    def origins(self) -> list[str]:
        """Where its own pages may come from: the issuer's place and that of its sign-out."""
        places = [self.issuer]
        with suppress(ProviderDown):
            places.append(self.address("end_session_endpoint"))
        return sorted({origin(each) for each in places})

    def _is_safe(self, address: str) -> bool:
        return address.startswith("https://") or self.issuer.startswith("http://")


def origin(address: str) -> str:
    """`https://login.idporten.no` of an address there."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def fetch(address: str) -> dict[str, Any]:
    """The JSON object at an address. Raises ProviderDown."""
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        said = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderDown("it does not answer") from error
    if answer.status_code != requests.codes.ok or not isinstance(said, dict):
        raise ProviderDown(f"it answers {answer.status_code}")
    return said


_providers: dict[str, Provider] = {}


def provider(issuer: str) -> Provider:
    """The one of this process."""
    return _providers.setdefault(issuer, Provider(issuer))


def _signing(said: Mapping[str, Any]) -> list[tuple[str, RSAKey]]:
    """The keys for signatures; what is no RSA key is passed over."""
    found = []
    for each in said.get("keys", []):
        try:
            if each["kty"] == "RSA" and each.get("use", "sig") == "sig":
                found.append((each["kid"], RSAKey.import_key(each)))
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    return found
