"""Wrong passwords slow down: after ten, a user name rests for ten minutes at that address."""

from hashlib import sha256

from django.core.cache import cache

WRONG_ALLOWED = 10
REST_SECONDS = 10 * 60


def resting(username: str, address: str) -> bool:
    """Whether so many passwords were wrong that none is tried now."""
    return cache.get(_key(username, address), 0) >= WRONG_ALLOWED


def count_wrong(username: str, address: str) -> None:
    """Remember one wrong password. Each process counts for itself: a brake, not a lock."""
    key = _key(username, address)
    cache.set(key, cache.get(key, 0) + 1, REST_SECONDS)


def forget(username: str, address: str) -> None:
    """The right password came: begin again at none."""
    cache.delete(_key(username, address))


def _key(username: str, address: str) -> str:
    return "sign-in:" + sha256(f"{address}\n{username}".encode()).hexdigest()
