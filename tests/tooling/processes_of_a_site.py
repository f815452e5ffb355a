"""The site's own processes on a test's database, as `make run` starts them."""

import os
import secrets
import subprocess
import sys

from django.conf import settings
from django.db import connections

from tests.database import ALIASES
from tools import environment


def address(alias: str) -> str:
    """The address of the test's database for one of the three logins."""
    found = connections.settings[alias]
    where = f"{found['HOST']}:{found['PORT']}/{found['NAME']}"
    return f"postgresql://{ALIASES[alias]}:{found['PASSWORD']}@{where}"


def start(*command: str, login: str, talks: bool = False, **more: str) -> "subprocess.Popen[bytes]":
    """`python COMMAND` with the login's database, the test's own keys, and `more` settings.

    One that `talks` has its input and output open to the test.
    """
    pipe = subprocess.PIPE if talks else None
    told = {name: secrets.token_urlsafe(48) for name in environment.KEYS} | {
        "DJANGO_SETTINGS_MODULE": "stafett.settings",
        "STAFETT_SECRET_KEY": settings.SECRET_KEY,
        "STAFETT_BOOK_KEY": settings.BOOK_KEY,
        "STAFETT_TRAINING": "1",
        "STAFETT_LOGIN": login,
        "STAFETT_WEB_DATABASE_URL": address("default"),
        "STAFETT_WORKER_DATABASE_URL": address("worker"),
        "STAFETT_HOSTS": "127.0.0.1",
        **more,
    }
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=environment.ROOT,
        env={**os.environ, **told},
        stdin=pipe,
        stdout=pipe,
    )
