"""Maja, 9: her address is protected, so that no page of the log says where she is."""

from stafett.logs.models import Sees
from stafett.plan.models import Arena

from .stage import Stage
from .story import Story

LARS_PETTER, SUNNIVA, ELLEN = "Lars Petter Ness", "Sunniva Aas", "Ellen Sandvik"


def tell(stage: Stage) -> None:
    """A log in which those who are not cleared see names and kinds of service, and no place."""
    story = Story(stage, LARS_PETTER, "maja", "Maja", 40)
    version = story.ask(
        LARS_PETTER,
        "open",
        40,
        (ELLEN,),
        {
            LARS_PETTER: ("Har stafettpinnen og følger Maja i klassen", Sees.EVERYTHING),
            SUNNIVA: ("Snakker med Maja hver uke", Sees.EVERYTHING),
        },
        purpose="Maja skal kjenne seg trygg og få venner.",
    )
    story.sign(version, ELLEN, 39, "20:25")
    story.likes(LARS_PETTER, 33, "guitar")
    story.understand(
        LARS_PETTER,
        33,
        "Maja er mye alene i friminuttene.",
        "Maja spiller gitar og ler høyt når hun er sammen med én om gangen. I store grupper går "
        "hun unna.",
        "Maja, Ellen og Lars Petter",
    )
    main = story.goal(LARS_PETTER, 33, "Maja har en venn å være sammen med.", None, review=30)
    story.measure(
        *(LARS_PETTER, 33, main, "Maja og en til har ansvar for musikken", (LARS_PETTER,)),
        *((Arena.UNIT, ""), 21),
        picture="musical-note",
    )
    story.measure(
        *(SUNNIVA, 20, main, "En prat med Sunniva hver uke", (SUNNIVA,)),
        *((Arena.UNIT, ""), 35),
    )
    story.say(ELLEN, 9, "Hun nynner når hun kommer hjem.", goal=main)
