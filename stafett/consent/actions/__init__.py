"""What can be done with a consent: write it, ask, answer. Each file is one of these."""

from .answering import Sealed, answer, answered, open_asking
from .asking import ask, hash_of
from .inviting import Invitation, invite, note_oral, uninvite
from .preparing import asking_right, prepare, prepared, take_back, taken_out

__all__ = [
    "Invitation",
    "Sealed",
    "answer",
    "answered",
    "ask",
    "asking_right",
    "hash_of",
    "invite",
    "note_oral",
    "open_asking",
    "prepare",
    "prepared",
    "take_back",
    "taken_out",
    "uninvite",
]
