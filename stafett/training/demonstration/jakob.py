"""Jakob, 11: the goals were reached and the log is closed."""

from stafett.logs.models import ClosingReason, Sees
from stafett.plan.models import Arena, Next, Result

from .stage import Stage
from .story import Story

KARI, SIV = "Kari Nesheim", "Siv Aune"
INGEBORG, KJETIL = "Ingeborg Strand", "Kjetil Strand"


def tell(stage: Stage) -> None:
    """From the first talk to the closing note."""
    story = Story(stage, KARI, "jakob", "Jakob", 320)
    version = story.ask(
        KARI,
        "open",
        320,
        (INGEBORG, KJETIL),
        {
            KARI: ("Har stafettpinnen", Sees.EVERYTHING),
            SIV: ("Følger friminuttene", Sees.PLAN),
        },
        purpose="Jakob skal ha noen å være sammen med i friminuttene.",
    )
    story.sign(version, INGEBORG, 319, "20:00")
    story.sign(version, KJETIL, 318, "20:00")
    story.likes(KARI, 310, "basketball")
    story.understand(
        KARI,
        310,
        "Jakob går alene i friminuttene.",
        "Jakob vil være med, men vet ikke hvordan han skal begynne. Når noen har avtalt leken på "
        "forhånd, er han med hele tiden.",
        "Jakob, Ingeborg, Kjetil og Kari",
    )
    main = story.goal(KARI, 310, "Jakob er sammen med noen i hvert friminutt.", None, review=-170)
    play = story.measure(
        *(KARI, 310, main, "Leken avtales i klassen før friminuttet", (KARI, SIV)),
        *((Arena.UNIT, "Skolegården"), -200),
    )
    home = story.measure(
        *(KARI, 310, main, "En fra klassen på besøk hver uke", (INGEBORG, KJETIL)),
        *((Arena.HOME, ""), -200),
    )
    story.evaluate(*(KARI, 205, play, Result.WORKED, "Nå avtaler barna leken selv."), Next.END)
    story.evaluate(*(KJETIL, 203, home, Result.WORKED, "Han har fått to faste venner."), Next.END)
    story.close_goal(KARI, 170, main, "Målet er nådd. Jakob er aldri alene i friminuttene.")
    story.close(
        *(KARI, 165, ClosingReason.REACHED),
        "Målet ble nådd, og familien ønsker ikke mer nå. De vet at de kan spørre igjen.",
    )
