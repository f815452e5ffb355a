"""What must hold of ID-porten's signed token before a word of it is believed (OpenID Connect Core
3.1.3.7, and ID-porten's own: the level). No clock of its own, no database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeGuard

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

ALGORITHM = "RS256"
LEEWAY = 60  # seconds that two clocks may differ
LONGEST = 4000  # characters of a code or a state; ours are much shorter


class NotTrusted(Exception):
    """The sign-in is refused. `kind` says why (`idporten_words`); nothing else is in it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Expected:
    """What the token must say."""

    issuer: str
    client_id: str
    nonce: str
    level: str
    since: float | None = None  # shown anew: not before this second


@dataclass(frozen=True)
class Shown:
    """Who it is and how that was shown. `amr` is as it was given: a text or a list."""

    pid: str = field(repr=False)
    acr: str
    amr: Any
    sid: str
    shown_at: datetime | None


def read(token: str, key: Callable[[str], RSAKey | None], expected: Expected, now: float) -> Shown:
    """Raises NotTrusted: broken, signature, issuer, audience, nonce, expired, clock, level, old."""
    claims = _signed(token, key)
    if claims.get("iss") != expected.issuer:
        raise NotTrusted("issuer")
    _for_us(claims, expected.client_id)
    if not expected.nonce or claims.get("nonce") != expected.nonce:
        raise NotTrusted("nonce")
    _in_time(claims, now)
    if claims.get("acr") != expected.level:
        raise NotTrusted("level")
    # Without a time it is the token's own, where it was asked that the eID be shown anew.
    when = claims.get("auth_time", None if expected.since is None else claims["iat"])
    if expected.since is not None and not (_is_number(when) and when > expected.since - LEEWAY):
        raise NotTrusted("old")
    pid, sid = claims.get("pid"), claims.get("sid", "")
    if not isinstance(pid, str) or not isinstance(sid, str):
        raise NotTrusted("broken")
    at = datetime.fromtimestamp(when, UTC) if _is_number(when) else None
    return Shown(pid, expected.level, claims.get("amr"), sid, at)


def _signed(token: str, key: Callable[[str], RSAKey | None]) -> dict[str, Any]:
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
        found = key(kid) if isinstance(kid, str) else None
        if found is None:
            raise NotTrusted("signature")
        return dict(jwt.decode(token, found, algorithms=[ALGORITHM]).claims)
    except (JoseError, ValueError) as error:
        raise NotTrusted("signature") from error


def _for_us(claims: dict[str, Any], client_id: str) -> None:
    meant_for = claims.get("aud")
    meant_for = meant_for if isinstance(meant_for, list) else [meant_for]
    party = claims.get("azp", client_id)
    if (
        client_id not in meant_for
        or party != client_id
        or (len(meant_for) > 1 and "azp" not in claims)
    ):
        raise NotTrusted("audience")


def _in_time(claims: dict[str, Any], now: float) -> None:
    begins, ends = claims.get("iat"), claims.get("exp")
    if not _is_number(begins) or not _is_number(ends):
        raise NotTrusted("broken")
    if begins > now + LEEWAY or claims.get("nbf", begins) > now + LEEWAY:
        raise NotTrusted("clock")
    if ends <= now - LEEWAY:
        raise NotTrusted("expired")


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
