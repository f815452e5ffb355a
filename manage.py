#!/usr/bin/env python3
"""Django's commands, each with the database login it is meant for.

After `make run` has been here once, the addresses and keys it wrote are used unless the
environment names others; so `python manage.py verify_book` works in a second window.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent

# These change the schema or see everything; whatever is not named here runs as the worker.
OWNER_COMMANDS = {
    "dbshell",
    "flush",
    "inspectdb",
    "make_logs",
    "make_training",
    "makemigrations",
    "migrate",
    "reset_training",
    "rotate_number_seals",
    "shell",
    "showmigrations",
    "sqlmigrate",
}


def login_for(arguments: list[str]) -> str:
    """The login for `manage.py ARGUMENTS`."""
    command = next((word for word in arguments if not word.startswith("-")), "")
    return "owner" if command in OWNER_COMMANDS else "worker"


def refuse_what_is_not_safe() -> None:
    """The worker starts under the same conditions as the web server."""
    import django

    django.setup()
    from stafett.web import readiness

    try:
        readiness.demand()
    except readiness.NotReady as error:
        sys.exit(str(error))


def main() -> None:
    """Run the command named on the command line."""
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        own = ROOT / ".venv" / "bin" / "python"
        if not own.exists() or Path(sys.executable) == own:
            sys.exit("Stafett is not set up yet: run `make setup` first.")
        os.execv(own, [str(own), *sys.argv])

    from tools.environment import use_saved

    use_saved()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafett.settings")
    os.environ.setdefault("STAFETT_LOGIN", login_for(sys.argv[1:]))

    if sys.argv[1:3] == ["procrastinate", "worker"]:
        refuse_what_is_not_safe()

    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        why = " ".join(str(error).split())
        sys.exit(f"The database does not answer (is `make run` running?): {why}")


if __name__ == "__main__":
    main()
