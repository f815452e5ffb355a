"""The parts of a meeting, what is still undone in it, and the five ways on. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of a meeting in their order: the child's voice before the measures (L4, M2)."""

    PRESENT = "present"
    VOICE = "voice"
    MEASURES = "measures"
    WAY = "way"
    NEXT = "next"
    READ = "read"


class Way(StrEnum):
    """The five ways on from an evaluation (K17)."""

    GO_ON = "go_on"
    OTHER_MEASURES = "other_measures"
    HELP = "help"
    LEVEL = "level"
    CLOSE = "close"


class Follows(StrEnum):
    """What is to be done after the meeting has chosen a way; for all but the first a page does."""

    NOTHING = "nothing"
    NEW_MEASURE = "new_measure"
    ASK_CONSENT = "ask_consent"
    BATON = "baton"  # who has it onwards is settled at a change of level (B21)
    CLOSE_LOG = "close_log"


FOLLOWS = {
    Way.GO_ON: Follows.NOTHING,
    Way.OTHER_MEASURES: Follows.NEW_MEASURE,
    Way.HELP: Follows.ASK_CONSENT,
    Way.LEVEL: Follows.BATON,
    Way.CLOSE: Follows.CLOSE_LOG,
}


@dataclass(frozen=True)
class SoFar:
    """How far a meeting has come."""

    begun: bool = False
    voice_heard: bool = False
    measures: int = 0  # those that are to be gone through
    reviewed: int = 0  # those of them that have been
    way_chosen: bool = False
    child_told: bool = False  # it is settled who tells the child, and how
    read: bool = False


def undone(so_far: SoFar) -> list[Part]:
    """The parts that are left, in order. A meeting goes on at the first of them (L4)."""
    done = {
        Part.PRESENT: so_far.begun,
        Part.VOICE: so_far.voice_heard,
        Part.MEASURES: so_far.begun and so_far.reviewed >= so_far.measures,
        Part.WAY: so_far.way_chosen,
        Part.NEXT: so_far.child_told,
        Part.READ: so_far.read,
    }
    return [part for part in Part if not done[part]]


def goes_on_at(so_far: SoFar) -> Part:
    """Where a meeting that was interrupted goes on; one that is over, at what is read."""
    return next(iter(undone(so_far)), Part.READ)


def left_out(so_far: SoFar) -> list[Part]:
    """What has not been done when the minutes are about to be read (L3). It stops nobody: a
    meeting about one thing need not choose a way."""
    return [part for part in undone(so_far) if part not in (Part.PRESENT, Part.READ)]


def levels_up_from(level: int) -> list[int]:
    """The levels one can go to (B12, B13): above what the log has, 2 or 3."""
    return [each for each in (2, 3) if each > level]
