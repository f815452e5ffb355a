"""Django's sessions, by functions of the database that each want a key: whoever reads with the web
login finds no session but the own, and a copy of the table opens none.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

from stafett.book.questions import prepared

HASH_LENGTH = 40  # of hexadecimal digits: what the table's key has room for


class SessionStore(SessionBase):
    """The name that `SESSION_ENGINE` asks for. One question a verb."""

    def load(self) -> dict[str, Any]:
        """What the session remembers; nothing, and no key, when it has ended."""
        said = self._ask("SELECT session_of(%s)", hashed(self.session_key))
        if said is None:
            self._session_key = None
            return {}
        return self.decode(said)

    def exists(self, session_key: str) -> bool:
        """Whether a session with this key still holds."""
        return self._ask("SELECT session_of(%s)", hashed(session_key)) is not None

    def create(self) -> None:
        """Begin a session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Keep it; raises UpdateError when it was ended meanwhile."""
        if self.session_key is None:
            return self.create()
        said = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        until = self.get_expiry_date()
        kept = self._ask(
            "SELECT keep_session(%s, %s, %s, %s)",
            hashed(self.session_key),
            said,
            until,
            must_create,
        )
        if not kept:
            raise CreateError if must_create else UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        key = session_key or self.session_key
        if key is not None:
            self._ask("SELECT end_session(%s)", hashed(key))

    @classmethod
    def clear_expired(cls) -> None:
        """The worker's: `identity.jobs`."""

    def _ask(self, question: str, *values: str | bool | datetime | None) -> Any:
        with prepared() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone()[0]


def hashed(session_key: str | None) -> str:
    """What stands in the table for a key."""
    return sha256(str(session_key).encode()).hexdigest()[:HASH_LENGTH]
