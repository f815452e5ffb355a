"""A folder that is the archive, or that an archive reads: a folder in it for each deposit.

It answers at once. What lies there under a key stays as it is: the same again has the same receipt.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from django.conf import settings

from .folder import MESSAGE, SEAL
from .models import Trouble
from .port import Answer, Late, NotNow, Receipt, Refused

FULL = (errno.ENOSPC, errno.EDQUOT)
TAKEN = (errno.ENOTEMPTY, errno.EEXIST)
LETTERS = 16  # of the checksum: enough to know a deposit by


class FolderArchive:
    """`STAFETT_ARCHIVE_FOLDER`. Whole or not there, whenever the one who hands over is killed."""

    def hand_over(self, folder: Path, key: UUID) -> Answer:
        """A receipt made of what lies there; Refused where something else has the key."""
        try:
            return self._take(folder, settings.STAFETT_ARCHIVE_FOLDER, key)
        except PermissionError:
            return NotNow(Trouble.SHUT_OUT)
        except OSError as error:
            return NotNow(Trouble.FULL if error.errno in FULL else Trouble.UNREACHABLE)

    def receipts(self) -> Iterator[tuple[UUID, Late]]:
        """None: it has answered already."""
        return iter(())

    def _take(self, folder: Path, root: Path, key: UUID) -> Answer:
        root.mkdir(parents=True, exist_ok=True)
        target = root / str(key)
        if not target.exists():
            _put(folder, target)
        there = _sum(target)
        return Receipt(there[:LETTERS]) if there == _sum(folder) else Refused(Trouble.OTHER_THERE)


def _put(folder: Path, target: Path) -> None:
    """Copy beside, and move there in one step; what somebody was killed over is cleared away."""
    for left in target.parent.glob(f".{target.name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    copy = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for file in folder.iterdir():
            shutil.copyfile(file, copy / file.name)
            _to_the_disk(copy / file.name)
        _to_the_disk(copy)
        os.rename(copy, target)
        _to_the_disk(target.parent)
    except OSError as error:
        if error.errno not in TAKEN:  # else somebody else has put it there meanwhile
            raise
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _to_the_disk(path: Path) -> None:
    """A receipt must hold through a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _sum(folder: Path) -> str:
    """Of the documents; the message around them says who has the baton on the day it is made."""
    found = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        if file.name not in (MESSAGE, SEAL):
            with file.open("rb") as opened:
                made = hashlib.file_digest(opened, "sha256").hexdigest()
            found.update(f"{file.name} {made}\n".encode())
    return found.hexdigest()
