"""Ida, 5: the kindergarten has offered the baton to her teacher-to-be, who has not answered."""

from stafett.logs.models import Sees
from stafett.meetings.models import Coming, Kind
from stafett.plan.models import Arena, Next, Result

from .stage import Stage
from .story import Meant, Story

RAGNHILD, KARI = "Ragnhild Vik", "Kari Nesheim"
MARET, ANTE = "Máret Šállan Hætta", "Ánte Čuoŋuvárri Hætta"


def tell(stage: Stage) -> None:
    """A transition from kindergarten to school (O4)."""
    story = Story(stage, RAGNHILD, "ida", "Ida H.", 130)
    version = story.ask(
        RAGNHILD,
        "open",
        130,
        (MARET, ANTE),
        {RAGNHILD: ("Har stafettpinnen og følger Ida i barnehagen", Sees.EVERYTHING)},
        purpose="Ida skal bli forstått av andre barn, på begge språkene sine.",
    )
    story.sign(version, MARET, 129, "20:10")
    story.sign(version, ANTE, 129, "21:30")
    story.likes(RAGNHILD, 120, "butterfly")
    story.understand(
        RAGNHILD,
        120,
        "Ida trekker seg unna når hun ikke blir forstått.",
        "Ida snakker mye hjemme, på nordsamisk og norsk. I barnehagen blir hun stille når hun må "
        "gjenta seg. Hun leker best med to andre og med noe å vise fram.",
        "Máret, Ánte og Ragnhild",
    )
    main = story.goal(RAGNHILD, 120, "Ida leker med andre barn og blir forstått.", None, review=40)
    song = story.measure(
        *(RAGNHILD, 120, main, "Samisk sang i samlingsstunda hver mandag", (RAGNHILD,)),
        *((Arena.UNIT, "Storebukta"), -20),
    )
    story.measure(
        *(RAGNHILD, 120, main, "Ida tar med en ting hjemmefra og forteller om den", (ANTE,)),
        *((Arena.HOME, ""), 21),
    )
    story.evaluate(
        *(RAGNHILD, 18, song, Result.WORKED),
        "Ida synger høyest av alle. To andre barn kan sangen nå.",
        Next.GO_ON,
    )
    onward = story.ask(
        RAGNHILD,
        "transition",
        12,
        (MARET, ANTE),
        {KARI: ("Blir kontaktlæreren til Ida på skolen", Sees.EVERYTHING)},
        purpose="Ida begynner på skolen, og læreren hennes skal vite hva som hjelper.",
        goes_to=(KARI, 75),
    )
    story.sign(onward, MARET, 10, "19:00")
    story.sign(onward, ANTE, 9, "07:20")
    story.offer(
        RAGNHILD,
        2,
        KARI,
        "Ida begynner i klassen din til høsten. Mor og far er enige. Jeg blir med på det første "
        "møtet.",
    )
    meant = Meant(
        *(10, "14:00", "Storebukta", KARI),
        "Vi møtes før Ida begynner på skolen, så hun slipper å forklare alt på nytt.",
        Kind.TRANSITION,
    )
    agenda = ("Det som virker for Ida", "Hva som hjelper når det er vanskelig", "Den første uka")
    meeting = story.invite(RAGNHILD, 2, meant, (KARI, MARET, ANTE), agenda)
    story.comes(KARI, 1, meeting, Coming.YES, "")
    story.comes(MARET, 1, meeting, Coming.YES, "")
