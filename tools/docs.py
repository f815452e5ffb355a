"""`make docs-check`: what the documents say of commands, settings, files and rooms is so.

Every `make …`, `manage.py …` and `python -m tools.…` that they name exists and takes the options
written there; every link leads somewhere; every setting stands in the table of operations.md, and
nothing else does; every room stands in the table of house.md. What a command does, the tests show.
"""

import os
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import django
from django.core.management import get_commands, load_command_class

from tools.environment import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
OPERATIONS, HOUSE = ROOT / "docs" / "operations.md", ROOT / "docs" / "house.md"

MAKE = re.compile(r"`make ([a-z-]+)")
MANAGE = re.compile(r"manage\.py ([a-z_]+)([^`|\n]*)")
MODULE = re.compile(r"python -m ((?:tools|stafett)\.[a-z_.]+)")
OPTION = re.compile(r"--[a-z-]+")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
IN_CODE = re.compile(r"""(?:environ(?:\.get)?[\[(]|_flag\()\s*"(STAFETT_[A-Z_]+)\"""")
FIRST_OF_A_ROW = re.compile(r"^\| (`STAFETT_[^|]+)\|", re.MULTILINE)
# What only `make run` tells its own processes.
BETWEEN_OURSELVES = {"STAFETT_TEST_POSTGRES_BIN", "STAFETT_STANDARDS", "STAFETT_CHROMIUM"}


def main() -> int:
    """Exit status 1 when a document says what is not so, each with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tools.check_settings")
    os.environ.setdefault("STAFETT_LOGIN", "owner")
    django.setup()
    wrong: list[str] = []
    for path in DOCUMENTS:
        wrong += [f"{path.name}: {what}" for what in faults(path.read_text(), path)]
    wrong += [f"operations.md: {what}" for what in settings_at_odds(OPERATIONS.read_text())]
    for room in rooms_at_odds(HOUSE.read_text()):
        wrong.append(f"house.md: the table of rooms and the packages differ in {room}")
    print("\n".join(wrong) or "The documents say what is.")
    return 1 if wrong else 0


def faults(text: str, path: Path) -> Iterator[str]:
    """What one document names that is not there."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for target in MAKE.findall(text):
        if target not in targets:
            yield f"make {target} is no target"
    for name, more in MANAGE.findall(text):
        yield from _command_faults(name, OPTION.findall(more))
    for module in MODULE.findall(text):
        if find_spec(module.rstrip(".")) is None:
            yield f"{module} is no module"
    for link in LINK.findall(FENCE.sub("", text)):
        if not link.startswith(("http://", "https://", "mailto:")) and not _leads_on(link, path):
            yield f"the link {link} leads nowhere"


def _command_faults(name: str, options: list[str]) -> Iterator[str]:
    commands = get_commands()
    if name not in commands:
        yield f"manage.py {name} is no command"
        return
    room = commands[name]
    command = load_command_class(room, name) if isinstance(room, str) else room
    known = command.create_parser("manage.py", name).format_help()
    for option in options:
        if not re.search(rf"{option}\b", known):
            yield f"manage.py {name} takes no {option}"


def _leads_on(link: str, path: Path) -> bool:
    file, _, place = link.partition("#")
    target = path.parent / file if file else path
    if not target.exists():
        return False
    return not place or place in {_anchor(each) for each in HEADING.findall(target.read_text())}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def settings_at_odds(operations: str) -> Iterator[str]:
    """Settings that the code reads and the table has not, and the other way round."""
    read: set[str] = set()
    code = [*ROOT.glob("stafett/**/*.py"), *ROOT.glob("tools/*.py"), ROOT / "gunicorn.conf.py"]
    for path in code:
        read |= set(IN_CODE.findall(path.read_text()))
    told: set[str] = set()
    for row in FIRST_OF_A_ROW.findall(operations):
        names = re.findall(r"`(\w+)`", row)
        stem = names[0].rsplit("_", 1)[0]
        told |= {name if name.startswith("STAFETT_") else stem + name for name in names}
    yield from (f"{name} is not in the table" for name in sorted(read - told))
    yield from (f"{name} is read nowhere" for name in sorted(told - read - BETWEEN_OURSELVES))


def rooms_at_odds(house: str) -> Iterator[str]:
    """Rooms of the table that are no package, and packages that are no room of the table."""
    told = set(re.findall(r"^\| [\d½]+ \| `(\w+)`|^\| beside \| `(\w+)`", house, re.MULTILINE))
    names = {first or second for first, second in told}
    yield from sorted(names ^ {path.parent.name for path in ROOT.glob("stafett/*/__init__.py")})


if __name__ == "__main__":
    sys.exit(main())
