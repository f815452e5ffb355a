"""Elias, 8: at work since 80 days; one measure late, some ended, the PPT waits for his mother."""

from uuid import UUID

from stafett.logs.models import Sees
from stafett.logs.sniffing import sniff
from stafett.meetings.models import Coming
from stafett.messages.actions import Letter
from stafett.municipality.levels import Level
from stafett.plan.models import Arena, Next, Result
from stafett.voice.models import Feeling

from .drawing import drawing
from .stage import Stage
from .story import Meant, Story

KARI, SUNNIVA, AMINA, TOR_ERIK = "Kari Nesheim", "Sunniva Aas", "Amina Yusuf", "Tor-Erik Haugen"
MARTE, ANDERS, ELIAS = "Marte Lunde", "Anders Berg", "Elias Lunde Berg"


def tell(stage: Stage) -> None:
    """From the first talk until yesterday."""
    story = Story(
        stage,
        KARI,
        "elias",
        "Elias",
        80,
        level=Level.TWO,
        description="Elias er åtte år og liker fotball, tall og å vite hva som skal skje.",
    )
    _consent(story)
    story.likes(KARI, 70, "ball")
    story.understand(
        KARI,
        70,
        "Elias har gått hjem fra skolen med vondt i magen to eller tre dager i uka siden påske.",
        "Elias liker å lære og leker mye med Jonatan og Sofie. Han får vondt i magen når han ikke "
        "vet hva som skal skje: når læreren er vikar, når klassen bytter rom, og i garderoben før "
        "gym. Da går han hjem. Når han vet planen på forhånd, blir han med på det meste.",
        "Elias, Marte, Anders, Kari og Sunniva",
    )
    main = story.goal(
        KARI, 70, "Elias går på skolen hver dag og vet hva som skal skje.", None, review=28
    )
    _in_before_the_bell(story, main)
    _telling_an_adult(story, main)
    story.say(
        ELIAS, 8, "Jeg liker dagene når jeg vet hva vi skal. Og når det er fotball.", goal=main
    )
    story.near(ELIAS, 8, main, 6, "Jeg vet hva vi skal.")
    _in_his_room(story)
    _messages(story)
    _the_meeting(story)
    _the_ppt(story)


def _consent(story: Story) -> None:
    version = story.ask(
        KARI,
        "open",
        80,
        (MARTE, ANDERS),
        {
            KARI: ("Har stafettpinnen og følger Elias i klassen", Sees.EVERYTHING),
            SUNNIVA: ("Snakker med Elias mellom møtene", Sees.EVERYTHING),
            AMINA: ("Lager dagsplanen på SFO og i klassen", Sees.PLAN),
        },
        purpose="Elias skal ha det trygt på skolen, og de voksne skal gjøre det samme.",
        kept_out="Det dere har fortalt Sunniva om familien, og journalen hos fastlegen.",
    )
    story.sign(version, MARTE, 79, "19:40")
    story.sign(version, ANDERS, 77, "08:15")


def _in_before_the_bell(story: Story, main: UUID) -> None:
    goal = story.goal(
        KARI,
        70,
        "Elias er inne i klasserommet før klokka ringer, minst fire dager i uka",
        main,
        review=28,
    )
    ring = story.measure(
        *(KARI, 70, goal, "Ringe hjem i storefri", (KARI, ELIAS)),
        *((Arena.UNIT, "Klasserommet"), -48),
    )
    corner = story.measure(
        *(KARI, 70, goal, "Egen krok i garderoben", (KARI,), (Arena.UNIT, "Garderoben"), -27)
    )
    story.agree(MARTE, 69, main)
    story.agree(ELIAS, 68, main)
    story.near(ELIAS, 68, main, 2)
    story.evaluate(KARI, 49, ring, Result.NOT, "Elias savnet hjem mer etter samtalen.", Next.END)
    picture = story.measure(
        *(KARI, 48, goal, "Bilde av dagen kvelden før", (MARTE, ANDERS)),
        *((Arena.HOME, "Hjemme hos begge"), 1),
        "Vi ser på bildene av neste dag sammen før leggetid. Marte i oddetallsuker, Anders i "
        "partallsuker.",
        picture="spiral-calendar",
    )
    story.measure(
        *(KARI, 48, goal, "Kari møter Elias i skolegården kl. 8.15", (KARI,)),
        *((Arena.UNIT, "Skolegården"), 29),
        picture="school",
    )
    story.measure(
        *(KARI, 48, goal, "Elias velger selv hvilken oppgave han begynner med", (ELIAS, KARI)),
        *((Arena.UNIT, "Klasserommet"), 29),
    )
    story.measure(
        *(KARI, 34, goal, "Dagsplan med bilder på pulten", (AMINA,)),
        *((Arena.UNIT, "Klasserommet"), -6),
        picture="alarm-clock",
    )
    story.near(ELIAS, 33, main, 4)
    story.evaluate(
        *(KARI, 27, corner, Result.WORKED),
        "Han finner plassen sin med en gang. Det fortsetter som en del av skoledagen.",
        Next.END,
    )
    story.say(
        *(MARTE, 21, "Han sovner lettere de kveldene vi gjør det."),
        measure=picture,
    )
    story.near(MARTE, 21, main, 5, "Morgenene er roligere.")


def _telling_an_adult(story: Story, main: UUID) -> None:
    goal = story.goal(
        SUNNIVA,
        20,
        "Elias sier fra til en voksen når magen er vond, før han går hjem",
        main,
        review=28,
    )
    story.measure(
        *(SUNNIVA, 20, goal, "Fast prat med helsesykepleier", (SUNNIVA,)),
        *((Arena.UNIT, "Helsekontoret på skolen"), 29),
        "Hver onsdag kl. 10, tjue minutter.",
        picture="speech-balloon",
    )
    card = story.measure(
        *(SUNNIVA, 20, goal, "Rødt kort: «Jeg trenger en pause»", (ELIAS, KARI)),
        *((Arena.UNIT, "Klasserommet"), -13),
    )
    story.evaluate(
        *(KARI, 13, card, Result.WORKED),
        "Elias har vist kortet fire ganger og blitt på skolen hver gang.",
        Next.END,
    )


def _messages(story: Story) -> None:
    plan = Letter(
        "message",
        "Dagsplanen for neste uke",
        "Hei! Her er bildet av dagsplanen for neste uke. Onsdag har vi vikar, og det står på planen"
        " med bilde av Jonas. Se på den sammen med Elias søndag kveld.",
        [sniff("Dagsplan.png", drawing())],
    )
    sent = story.write(KARI, 4, plan)
    story.answer(MARTE, 4, sent, "Takk! Elias synes det er fint å se hvem som kommer.")
    before = "Jeg har kalt inn til møte. Snakk gjerne med Elias om hva han vil si der."
    story.write(KARI, 2, Letter("message", "Før møtet", before))
    question = "Passer det at jeg er med på møtet de første tjue minuttene?"
    story.write(SUNNIVA, 2, Letter("message", "Tid på møtet", question), (KARI,), "13")


def _the_meeting(story: Story) -> None:
    meant = Meant(
        *(5, "13:00", "Møterommet på skolen", SUNNIVA),
        "Velkommen til møte om Elias. Han vil være med den første halvtimen, og helst med få i "
        "rommet. Si fra om tida ikke passer.\n\nHilsen Kari",
    )
    agenda = (
        "Det Elias vil si",
        "Hvordan det går med det vi ble enige om",
        "Hva vi gjør videre, og hvem som gjør hva",
        "Neste møte",
    )
    meeting = story.invite(KARI, 2, meant, (ELIAS, MARTE, ANDERS, SUNNIVA), agenda)
    story.comes(MARTE, 2, meeting, Coming.YES, "")
    story.comes(SUNNIVA, 2, meeting, Coming.PART, "De første tjue minuttene")


def _the_ppt(story: Story) -> None:
    version = story.ask(
        KARI,
        "participants",
        2,
        (ANDERS,),
        {TOR_ERIK: ("Hjelper skolen å forstå hvorfor Elias får vondt i magen", Sees.PLAN)},
        purpose="PPT kan hjelpe skolen å forstå hvorfor Elias får vondt i magen.",
        kept_out="Journalen hos fastlegen og på helsestasjonen.",
    )
    story.sign(version, ANDERS, 1, "20:14")


def _in_his_room(story: Story) -> None:
    """What he tells everyone, what Sunniva alone, and what he keeps to himself."""
    story.tell(ELIAS, 6, Feeling.GOOD, "Det er best når Kari venter på meg ute.")
    story.tell(ELIAS, 3, Feeling.BAD, "Jeg gruer meg til garderoben.", to=(SUNNIVA,))
    story.write_privately(ELIAS, 1, "Jeg vil ikke at alle skal se på når jeg har rødt kort.")
