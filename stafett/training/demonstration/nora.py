"""Nora, 15: signs herself besides her parents; everything goes as agreed."""

from stafett.logs.models import Sees
from stafett.plan.models import Arena, Next, Result

from .stage import Stage
from .story import Story

KARI, NORA, LINDA, TROND = "Kari Nesheim", "Nora Amundsen", "Linda Amundsen", "Trond Amundsen"
SYNNE, EVEN = "Synne Løkken", "Even Lillebø"


def tell(stage: Stage) -> None:
    """A log that is in step."""
    story = Story(stage, KARI, "nora", "Nora", 110)
    version = story.ask(
        KARI,
        "open",
        110,
        (NORA, LINDA, TROND),
        {
            KARI: ("Har stafettpinnen og leser med Nora", Sees.EVERYTHING),
            SYNNE: ("Hjelper Nora å velge videregående skole", Sees.PLAN),
            EVEN: ("Snakker med Nora når hun vil", Sees.PLAN),
        },
        purpose="Nora vil klare tiende klasse uten å grue seg.",
    )
    story.sign(version, NORA, 109, "16:02")
    story.sign(version, LINDA, 109, "20:30")
    story.sign(version, TROND, 108, "07:50")
    story.likes(KARI, 100, "headphone")
    story.understand(
        KARI,
        100,
        "Nora har sluttet å levere skriftlige oppgaver og sier at hun ikke får til å lese.",
        "Nora forstår alt hun hører og forteller godt. Lange tekster tar så lang tid at hun gir "
        "opp. Når hun får teksten lest høyt først, leverer hun.",
        "Nora, Linda, Trond og Kari",
    )
    main = story.goal(
        KARI, 100, "Nora leverer oppgavene sine og velger skole selv.", None, review=45
    )
    goal = story.goal(KARI, 100, "Nora leser en bok i måneden på sin egen måte", main, review=45)
    story.measure(
        *(KARI, 100, goal, "Lesevenn: Nora leser for 2B hver fredag", (NORA, KARI)),
        *((Arena.UNIT, "Biblioteket"), 4),
    )
    sound = story.measure(
        *(KARI, 100, goal, "Lydbøker på telefonen", (NORA,), (Arena.HOME, ""), -40)
    )
    story.measure(
        *(KARI, 60, goal, "Trond og Nora hører en bok sammen i bilen", (TROND, NORA)),
        *((Arena.HOME, "I bilen til trening"), 30),
    )
    story.measure(
        *(SYNNE, 45, main, "Besøke to videregående skoler", (SYNNE, NORA)),
        *((Arena.ELSEWHERE, "Skolene"), 25),
    )
    story.evaluate(
        *(NORA, 38, sound, Result.WORKED, "Jeg har hørt tre bøker. Det går av seg selv nå."),
        Next.END,
    )
    story.say(LINDA, 12, "Hun leste høyt for bestemor i går, uten at noen ba om det.", goal=goal)
