"""Stafett's own processes on the test's database, each with one login as in real life."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from tools.environment import LOGINS, ROOT

ALIASES = {"owner": "owner", "web": "default", "worker": "worker"}
VARIABLES = dict(zip(("owner", "web", "worker", "live"), LOGINS, strict=True))


def environment(login: str) -> dict[str, str]:
    """The environment of a process with this login and no other."""
    database = connections[ALIASES[login]].settings_dict
    who = f"{database['USER']}:{quote(database['PASSWORD'], safe='')}"
    where = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    kept = {key: value for key, value in os.environ.items() if key not in LOGINS}
    return kept | {
        VARIABLES[login]: f"postgresql://{who}@{where}",
        "STAFETT_LOGIN": login,
        "STAFETT_BOOK_KEY": settings.BOOK_KEY,
        "STAFETT_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "stafett.settings",
        "PYTHONUNBUFFERED": "1",
    }


def start(*arguments: str, login: str = "worker") -> subprocess.Popen[str]:
    """Start Python with these arguments; the caller waits for it or ends it."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(login),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def manage(*arguments: str, login: str = "worker") -> subprocess.CompletedProcess[str]:
    """`manage.py ARGUMENTS` to its end, at most a minute."""
    process = start("manage.py", *arguments, login=login)
    try:
        out, err = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)
