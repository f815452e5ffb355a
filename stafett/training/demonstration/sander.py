"""Sander, 12: the public health nurse has the baton, demo1 is one of the team."""

from stafett.logs.models import Level, Sees
from stafett.plan.models import Arena, Next, Result

from .stage import Stage
from .story import Story

SUNNIVA, KARI, GEIR = "Sunniva Aas", "Kari Nesheim", "Geir Tangen"
CAMILLA, ROGER = "Camilla Moe", "Roger Moe"


def tell(stage: Stage) -> None:
    """A log of several services, started by the teacher and handed to the nurse at once."""
    story = Story(stage, GEIR, "sander", "Sander", 50, level=Level.TWO)
    version = story.ask(
        GEIR,
        "open",
        50,
        (CAMILLA, ROGER),
        {
            GEIR: ("Følger Sander i klassen", Sees.EVERYTHING),
            SUNNIVA: ("Tar over stafettpinnen", Sees.EVERYTHING),
            KARI: ("Har Sander i leksehjelpen", Sees.PLAN),
        },
        purpose="Sander skal få sove om natta og være våken på skolen.",
    )
    story.sign(version, CAMILLA, 49, "21:05")
    story.sign(version, ROGER, 48, "06:40")
    story.offer(GEIR, 47, SUNNIVA, "Sander snakker mest med deg. Vil du ha pinnen?")
    story.accept(SUNNIVA, 46, "Ja, det vil jeg. Sander vet det allerede.")
    story.likes(SUNNIVA, 40, "video-game")
    story.understand(
        SUNNIVA,
        40,
        "Sander sovner på pulten flere dager i uka.",
        "Sander spiller med venner til langt på natt fordi det er da de er på. Han vil sove mer, "
        "men ikke miste vennene.",
        "Sander, Camilla, Roger, Geir og Sunniva",
    )
    main = story.goal(
        SUNNIVA, 40, "Sander er uthvilt på skolen og har det fint med vennene.", None, review=35
    )
    walk = story.measure(
        *(SUNNIVA, 40, main, "Gå til skolen sammen med Roger", (ROGER,)),
        *((Arena.HOME, "På veien"), -14),
    )
    story.measure(
        *(SUNNIVA, 40, main, "Spille før middag, sammen med de samme vennene", (CAMILLA,)),
        *((Arena.HOME, ""), 18),
    )
    story.measure(
        *(SUNNIVA, 30, main, "Leksehjelp med mat to dager i uka", (KARI,)),
        *((Arena.UNIT, "Biblioteket"), 18),
    )
    story.evaluate(
        *(ROGER, 13, walk, Result.PARTLY, "Fint når jeg er hjemme. Jeg jobber annenhver uke."),
        Next.END,
    )
    story.say(
        SUNNIVA, 1, "Sander sov åtte timer i natt. Han ville at dere skulle vite det.", goal=main
    )
