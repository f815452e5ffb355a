"""Jakub, 9: waits for consent. He lives with his mother, and his father must sign too."""

from stafett.logs.models import Sees

from .stage import Stage
from .story import Story

TEACHER, THERAPIST = "Lars Petter Ness", "Ingrid Solli"
MALGORZATA, PAWEL = "Małgorzata Święcicka", "Paweł Gałązka"


def tell(stage: Stage) -> None:
    """A draft whose consent one of two has signed."""
    story = Story(stage, TEACHER, "kuba", "Jakub", 6)
    version = story.ask(
        TEACHER,
        "open",
        5,
        (MALGORZATA, PAWEL),
        {
            TEACHER: ("Skal ha stafettpinnen og følger Jakub i klassen", Sees.EVERYTHING),
            THERAPIST: ("Ser på stolen, pulten og hvordan Jakub skriver", Sees.PLAN),
        },
        purpose="Jakub skal kunne skrive uten at det gjør vondt i hånda.",
    )
    story.sign(version, MALGORZATA, 4, "18:45")
