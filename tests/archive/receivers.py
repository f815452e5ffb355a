"""An archive for tests: it answers as it is told, late, twice, wrong or not at all."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from stafett.archive.port import Answer, HandedOver, Late


class Told:
    """Answers one hand-over after the other with these; with "I have it" when there are no more."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.got: list[UUID] = []
        self.late: list[tuple[UUID, Late]] = []

    def hand_over(self, folder: Path, key: UUID) -> Answer:
        """What it gets is a whole deposit."""
        assert (folder / "arkivmelding.xml").is_file()
        assert (folder / "segl.txt").is_file()
        self.got.append(key)
        answer = self.answers.pop(0) if self.answers else HandedOver()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def receipts(self) -> Iterator[tuple[UUID, Late]]:
        """Told again and again, as by an archive that never learns whether we have heard it."""
        return iter(list(self.late))
