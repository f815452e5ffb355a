"""What can be done with a consent: write it, ask, answer. Each file is one of these."""

from .answering import Sealed, answer, answered, open_asking
from .asking import ask, hash_of
from .choosing import (
    ASKABLE,
    choose_scopes,
    keep_out,
    no_longer_keep_out,
    set_transition,
)
from .inviting import Invitation, invite, note_oral, uninvite
from .preparing import asking_right, prepare, prepared, take_back, taken_out

__all__ = [
    "ASKABLE",
    "Invitation",
    "Sealed",
    "answer",
    "answered",
    "ask",
    "asking_right",
    "choose_scopes",
    "hash_of",
    "invite",
    "keep_out",
    "no_longer_keep_out",
    "note_oral",
    "open_asking",
    "prepare",
    "prepared",
    "set_transition",
    "take_back",
    "taken_out",
    "uninvite",
]
