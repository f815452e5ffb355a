"""Sander, 12: the public health nurse has the baton, demo1 is one of the team."""

from uuid import UUID

from stafett.logs.models import Sees
from stafett.meetings.sitting import Chosen, Went
from stafett.municipality.levels import Level
from stafett.plan.models import Arena, Next, Result

from .sitting import Sat, hold
from .stage import Stage
from .story import Meant, Story

SUNNIVA, KARI, GEIR = "Sunniva Aas", "Kari Nesheim", "Geir Tangen"
SIGNE = "Signe Hauge"  # of BUP: no staff of the municipality
CAMILLA, ROGER, SANDER = "Camilla Moe", "Roger Moe", "Sander Moe"


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
            SIGNE: ("Hjelper Sander og familien med søvnen", Sees.EVERYTHING),
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
    games = story.measure(
        *(SUNNIVA, 40, main, "Spille før middag, sammen med de samme vennene", (CAMILLA,)),
        *((Arena.HOME, ""), 18),
    )
    homework = story.measure(
        *(SUNNIVA, 30, main, "Leksehjelp med mat to dager i uka", (KARI,)),
        *((Arena.UNIT, "Biblioteket"), 18),
    )
    story.evaluate(
        *(ROGER, 13, walk, Result.PARTLY, "Fint når jeg er hjemme. Jeg jobber annenhver uke."),
        Next.END,
    )
    _the_meeting(story, games, homework)
    story.say(
        SUNNIVA, 1, "Sander sov åtte timer i natt. Han ville at dere skulle vite det.", goal=main
    )


def _the_meeting(story: Story, games: UUID, homework: UUID) -> None:
    """Held five days ago: they go on, and Geir has taken something on."""
    meant = Meant(
        *(-5, "14:00", "Helsekontoret på skolen", GEIR),
        "Velkommen til møte om søvnen til Sander. Han er med hele tida.\n\nHilsen Sunniva",
    )
    agenda = ("Det Sander vil si", "Hvordan det går med spilling og leksehjelp", "Veien videre")
    story.stage.ids.setdefault(SANDER, story.log.owner_id)  # too young for an account
    meeting = story.invite(SUNNIVA, 12, meant, (SANDER, CAMILLA, ROGER, GEIR), agenda)
    sat = Sat(
        present=(SUNNIVA, SANDER, CAMILLA, GEIR),
        went={
            games: Went(
                "worked",
                "Vennene er på før middag nå. Sander legger seg klokka ti fire dager i uka.",
                "go_on",
            ),
            homework: Went(
                "partly",
                "Maten hjelper. Sander er ferdig med leksene, men rekker ikke alltid bussen.",
                "go_on",
                "Leksehjelpen begynner et kvarter før.",
            ),
        },
        chosen=Chosen("go_on", "Sander sover mer, og vil ha to måneder til på å få det til selv."),
        tells=(
            CAMILLA,
            "Sander var med på møtet. Camilla går gjennom referatet med ham på søndag.",
            "Han sier det til Sunniva, eller skriver det i rommet sitt.",
        ),
        tasks=(("Spørre leksehjelpen om de kan begynne kl. 13.45", GEIR, 3),),
        remark="Roger var på jobb. Camilla ringer ham i kveld.",
        impressions={CAMILLA: ("yes", "yes"), SUNNIVA: ("yes", "yes"), GEIR: ("yes", "partly")},
    )
    hold(story, SUNNIVA, 5, meeting, sat)
