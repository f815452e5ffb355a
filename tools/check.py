"""`make check`: everything a machine can say of the code without running it.

All checks run, whatever the first one says. `python -m tools.check --mend` mends what it can.
"""

import os
import subprocess
import sys
import time

from tools.environment import ROOT

PYTHON = sys.executable
BIN = os.path.dirname(PYTHON)
WITHOUT_DATABASE = {"DJANGO_SETTINGS_MODULE": "tools.check_settings", "STAFETT_LOGIN": "owner"}

CHECKS = {
    "style": [f"{BIN}/ruff", "check", "--quiet"],
    "formatting": [f"{BIN}/ruff", "format", "--check", "--quiet"],
    "types": [f"{BIN}/mypy"],
    "rooms": [f"{BIN}/lint-imports", "--no-logo"],
    "settings": [PYTHON, "manage.py", "check", "--fail-level=WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": [PYTHON, "-m", "tools.check_templates"],
    "translations": [PYTHON, "-m", "tools.messages", "check"],
    "documents": [PYTHON, "-m", "tools.docs"],
    "locks": [PYTHON, "-m", "tools.audit", "--offline"],
}
MENDS = {
    "style": [f"{BIN}/ruff", "check", "--fix", "--quiet"],
    "formatting": [f"{BIN}/ruff", "format", "--quiet"],
    "translations": [PYTHON, "-m", "tools.messages", "update"],
}


def passes(name: str, command: list[str]) -> bool:
    """Run it; what it says is shown only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **WITHOUT_DATABASE},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    word = "failed" if done.returncode else "ok"
    print(f"{name}: {word} ({time.monotonic() - started:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return not done.returncode


def main(arguments: list[str]) -> int:
    """Exit status 1 when a check failed."""
    commands = MENDS if "--mend" in arguments else CHECKS
    failed = [name for name, command in commands.items() if not passes(name, command)]
    if failed:
        print(f"Not in order: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
