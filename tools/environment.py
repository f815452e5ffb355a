"""Where the tools keep things, and the addresses and keys that `make run` saved."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGINS = (
    "STAFETT_DATABASE_URL",
    "STAFETT_WEB_DATABASE_URL",
    "STAFETT_WORKER_DATABASE_URL",
    "STAFETT_LIVE_DATABASE_URL",
)
SEALS = "STAFETT_NUMBER_SEALS"
KEYS = ("STAFETT_SECRET_KEY", "STAFETT_BOOK_KEY", "STAFETT_NUMBER_KEY", SEALS)


def var() -> Path:
    """The folder for everything made while running; `STAFETT_VAR` moves it."""
    return Path(os.environ.get("STAFETT_VAR", ROOT / "var")).resolve()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def read(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; nothing when it is not there."""
    if not path.exists():
        return {}
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def keys() -> dict[str, str]:
    """The secret keys, made once. Losing `STAFETT_BOOK_KEY` makes every book unverifiable."""
    path = var() / "secrets.env"
    found = read(path)
    if not all(name in found for name in KEYS):
        found = {name: found.get(name) or _new_key(name) for name in KEYS}
        write_private(path, "".join(f"{name}={value}\n" for name, value in found.items()))
    return found


def _new_key(name: str) -> str:
    """A Fernet key is 32 bytes in base64, with its padding."""
    return f"{secrets.token_urlsafe(32)}=" if name == SEALS else secrets.token_urlsafe(48)


def use_saved() -> None:
    """Take up what `make run` saved, for whatever the environment does not say itself."""
    saved = keys() if (var() / "secrets.env").exists() else {}
    if not any(os.environ.get(name) for name in LOGINS):
        saved |= read(var() / "database.env")
    for name, value in saved.items():
        os.environ.setdefault(name, value)
