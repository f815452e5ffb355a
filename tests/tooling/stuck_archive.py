"""An archive that takes a deposit and answers when it gets it again; the test kills who waits."""

import os
import time
from pathlib import Path
from uuid import UUID

from stafett.archive.folder_archive import FolderArchive
from stafett.archive.port import Answer


class StuckArchive(FolderArchive):
    """Notes in a file what it has got, a line each time."""

    def hand_over(self, folder: Path, key: UUID) -> Answer:
        """The first time its answer never comes."""
        answer = super().hand_over(folder, key)
        noted = Path(os.environ["STUCK_ARCHIVE"])
        again = noted.exists()
        with noted.open("a") as file:
            file.write(f"{key}\n")
        if not again:
            time.sleep(300)
        return answer
