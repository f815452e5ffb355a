"""What the servers of a test session logged, searched for everybody who lived in it.

Each process notes the names of the people its tests made; the process that leads reads all logs
when the session ends, and fails it when one of them has a name, a number or an e-mail address.
"""

import logging
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from stafett.web.careful_log import CarefulFormatter

NUMBER = r"(?<!\d)\d{6}\s?\d{5}(?!\d)"
EMAIL = r"[\w.+-]+@[\w-]+\.example"
FOLDER = "logs"


def keep_own(home: Path, process: str) -> None:
    """Everything this process's Django logs, as the servers write it."""
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    handler = logging.FileHandler(folder / f"django-{process}.log")
    handler.setFormatter(CarefulFormatter("%(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    # Refused requests too, which the servers pass over.
    logging.getLogger("django.request").setLevel(logging.WARNING)


def keep_copies(home: Path, of: Path) -> None:
    """The logs of servers that lived in a folder which is removed after its test."""
    (home / FOLDER).mkdir(exist_ok=True)
    for file in [*of.glob("log/*"), *of.glob("said.txt"), *of.glob("postgres/log")]:
        shutil.copy(file, home / FOLDER / f"{of.name}-{file.name}")


def note_names(home: Path, process: str, names: Iterable[str]) -> None:
    """People who lived in this process's database."""
    (home / f"names-{process}").write_text("\n".join(sorted(names)))


def findings(home: Path) -> Iterator[str]:
    """Each line of a log that tells of somebody."""
    noted = {name for file in home.glob("names-*") for name in file.read_text().splitlines()}
    names = sorted(re.escape(name) for name in noted if len(name) > 2)
    pattern = re.compile("|".join([NUMBER, EMAIL, *[rf"\b{name}\b" for name in names]]))
    for file in [*(home / FOLDER).glob("*"), *home.glob("postgres/log")]:
        for line in file.read_text(errors="replace").splitlines():
            if found := pattern.search(line):
                yield f"{file.name}: «{found[0]}» in: {line[:300]}"
