"""What Stafett refuses to start with where there are real people, each with its sentence.

That is everywhere but where `STAFETT_TRAINING=1` says otherwise. Asked by the web server and the
worker as they start, and by `manage.py check --deploy`.
"""

import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection

from stafett.archive.port import FOLDER
from stafett.identity import idporten
from stafett.municipality.models import Municipality

SHORTEST_KEY = 32
DIFFERENT_LETTERS = 8
DEFAULT = "only-for-checks"


class NotReady(Exception):
    """Stafett does not start like this; the text says why, a sentence a line."""


def demand() -> None:
    """Raises NotReady. Leaves no connection open: a server makes its processes after this."""
    found = list(faults())
    connection.close()
    if found:
        raise NotReady("\n".join(["Stafett does not start:", *[f"- {each}" for each in found]]))


def check(app_configs: Any = None, **more: Any) -> list[CheckMessage]:
    """The same for `manage.py check --deploy`."""
    return [Error(each, id="stafett.E001") for each in faults()]


def faults() -> Iterator[str]:
    """Everything that is wrong, for real people; nothing in training."""
    if settings.TRAINING:
        return
    yield from _settings()
    yield from _keys()
    yield from _idporten()
    yield from _database()


def _settings() -> Iterator[str]:
    if settings.DEBUG:
        yield "STAFETT_DEBUG is 1: its pages show what only the database may know. Take it away."
    if not settings.HTTPS:
        yield "STAFETT_HTTPS is not 1: without HTTPS everybody on the way can read along."
    hosts = {host.strip() for host in settings.ALLOWED_HOSTS}
    if hosts & {"", "*"}:
        yield "STAFETT_HOSTS is empty or *: name the host names that Stafett answers to."
    for name in ("STAFETT_REGISTER", "STAFETT_UNIT_CHILDREN", "STAFETT_CONTACT_REGISTER"):
        if getattr(settings, name).startswith("stafett.training."):
            yield f"{name} is the fictional one: name the adapter of the municipality's register."
    if os.environ.get("STAFETT_TRAINING_DATABASE_URL"):
        yield "STAFETT_TRAINING_DATABASE_URL gives the worker the owner's login. Take it away."
    if settings.STAFETT_MAIL.endswith(".TrainingPost"):
        yield "STAFETT_MAIL keeps mails and sends none: name stafett.notices.port.Smtp."
    if (
        settings.STAFETT_ARCHIVE == FOLDER
        and settings.VAR in settings.STAFETT_ARCHIVE_FOLDER.parents
    ):
        yield "STAFETT_ARCHIVE_FOLDER is not set: deposits would be called archived and lie here."
    if not settings.STAFETT_ADDRESS.startswith("https://"):
        yield "STAFETT_ADDRESS is no https:// address: the links in mails lead there."
    if 0 < len(settings.STAFETT_FIGURES_TOKEN) < SHORTEST_KEY:
        yield f"STAFETT_FIGURES_TOKEN can be guessed: take {SHORTEST_KEY} random letters, or none."
    if settings.STAFETT_LIVE_ADDRESS and not settings.STAFETT_LIVE_ADDRESS.startswith("https://"):
        yield "STAFETT_LIVE_ADDRESS is no https:// address: live pages would tell in the clear."


def _keys() -> Iterator[str]:
    keys = {
        "STAFETT_SECRET_KEY": [settings.SECRET_KEY],
        "STAFETT_BOOK_KEY": [settings.BOOK_KEY],
        "STAFETT_NUMBER_KEY": [settings.NUMBER_KEY],
        "STAFETT_NUMBER_SEALS": settings.NUMBER_SEALS,
    }
    seen: dict[str, str] = {}
    for name, values in keys.items():
        for value in values:
            if DEFAULT in value or not value:
                yield f"{name} is not set: the key that stands in for it is known to everybody."
            elif len(value) < SHORTEST_KEY or len(set(value)) < DIFFERENT_LETTERS:
                yield f"{name} can be guessed: take at least {SHORTEST_KEY} random letters."
            elif value in seen:
                yield f"{name} is the same as {seen[value]}: each needs a key of its own."
            seen.setdefault(value, name)


def _idporten() -> Iterator[str]:
    """All of it or nothing: half a set-up would stop people when they come."""
    issuer, client = settings.STAFETT_IDPORTEN_ISSUER, settings.STAFETT_IDPORTEN_CLIENT
    key, secret = settings.STAFETT_IDPORTEN_KEY, settings.STAFETT_IDPORTEN_SECRET
    if not any((issuer, client, key, secret)):
        return
    if not (issuer and client and (key or secret)):
        yield (
            "Only some of STAFETT_IDPORTEN_ISSUER, _CLIENT and _KEY (or _SECRET) are set:"
            " nobody could sign in. Set all of them, or none."
        )
    if issuer and not issuer.startswith("https://"):
        yield "STAFETT_IDPORTEN_ISSUER is no https:// address: anybody could answer in its place."
    if key and not idporten.is_signing_key(key):
        yield (
            "STAFETT_IDPORTEN_KEY is no private RSA key of 2048 bits or more, as a JWK with its"
            " kid on one line."
        )


def _database() -> Iterator[str]:
    database = settings.DATABASES["default"]
    if f"@{database['HOST']}:{database['PORT']}/{database['NAME']}" in _embedded():
        yield "The database is the embedded one, for trying Stafett: set up a PostgreSQL server."
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls OR pg_has_role(rolname, d.datdba, 'MEMBER')"
                " FROM pg_roles, pg_database d"
                " WHERE rolname = current_user AND d.datname = current_database()"
            )
            row = cursor.fetchone()
        if row and row[0]:
            yield (
                f"The database login {database['USER']} owns the database or bypasses its walls:"
                " take stafett_web for the web server and stafett_worker for the worker."
            )
        if Municipality.objects.filter(training=True).exists():
            yield "The database has a training municipality, whose people anybody signs in as."
    except DatabaseError:
        yield "The database does not answer, or its migrations have not run."


def _embedded() -> str:
    """What `make run` wrote down about its own database."""
    file = settings.VAR / "database.env"
    return file.read_text() if file.exists() else ""
