"""Logs that the training municipality begins with, each written by its own people's actions."""

from datetime import date

from . import elias, ida, jakob, jakub, maja, nora, sander
from .stage import Stage

TELLERS = (elias.tell, nora.tell, sander.tell, ida.tell, jakub.tell, jakob.tell, maja.tell)


def play(day: date) -> int:
    """Let the fictional people keep their logs up to `day`; answers with the number of logs.

    Everyone acts as themselves, through both walls. `day` is the day that they were made.
    """
    stage = Stage(day)
    for tell in TELLERS:
        tell(stage)
    return len(TELLERS)
