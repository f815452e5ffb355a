"""The archive, as a port. `STAFETT_ARCHIVE` names the adapter: a class that can be called without
arguments (R3).

An archive answers at once or later. It may get one deposit more than once, and knows it again by
its key, which is also the external key in the message.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Trouble

FOLDER = "stafett.archive.folder_archive.FolderArchive"


@dataclass(frozen=True)
class Receipt:
    """The archive has taken it over, under this number of its own. Never a name or a title."""

    number: str


@dataclass(frozen=True)
class HandedOver:
    """The archive has it, and sends a receipt later."""


@dataclass(frozen=True)
class Refused:
    """The archive will not have it as it is: somebody must look."""

    trouble: Trouble


@dataclass(frozen=True)
class NotNow:
    """It could not be handed over now; it is tried again."""

    trouble: Trouble


Answer = Receipt | HandedOver | Refused | NotNow
Late = Receipt | Refused


class Receiver(Protocol):
    """Where deposits go."""

    def hand_over(self, folder: Path, key: UUID) -> Answer:
        """Hand over what lies in the folder; whatever is raised, it is tried again later.

        The folder is gone afterwards.
        """
        ...

    def receipts(self) -> Iterator[tuple[UUID, Late]]:
        """What has been answered since. When the next one is asked for, the one before is kept in
        Stafett, and may be forgotten; each may be told more than once."""
        ...


def receiver(*, training: bool) -> Receiver:
    """This installation's archive. What is made up never leaves for a real one."""
    return cast(Receiver, import_string(FOLDER if training else settings.STAFETT_ARCHIVE)())
