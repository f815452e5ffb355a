"""The logs that all others are made after, and how common each kind is."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from stafett.logs.models import Sees
from stafett.messages.actions import Letter
from stafett.plan.models import Arena, Next, Result

from ..demonstration import elias, ida, jakob, jakub, maja, nora, sander
from ..demonstration.stage import Stage
from ..demonstration.story import Story

KARI, GEIR, SUNNIVA = "Kari Nesheim", "Geir Tangen", "Sunniva Aas"
INGA = "Inga Fossum"  # of Nordvik, where a consent does not run out
TASKS = ("Møte ved porten", "Dagsplan på pulten", "Pause når det trengs", "Lese sammen hjemme")
WORDS = ("Det gikk fint i dag.", "Vi prøver en uke til.", "Han fortalte om det selv i går.")


@dataclass(frozen=True)
class Kind:
    """A family, and how much there is to tell of it."""

    child: str  # the register's key
    name: str
    parents: tuple[str, str]
    holder: str
    days: int
    measures: int
    comments: int  # to each measure
    helped: bool = True  # by somebody beside the holder


def teller(kind: Kind) -> Callable[[Stage], None]:
    """Tells that kind of log."""
    return lambda stage: _tell(stage, kind)


# Most have 5–15 measures and about 30 entries; some have 300, over two years.
KINDS = (
    Kind("yousef", "Yousef", ("Hanan Sa’id Al-Khatib", "Omar Al-Khatib"), KARI, 150, 8, 1),
    Kind("emma_2b", "Emma", ("Lise Olsen", "Arve Olsen"), GEIR, 300, 12, 1),
    Kind("jonatan", "Jonatan", ("Turid Hagen", "Bjarte Hagen"), KARI, 330, 20, 1),
    Kind("selma", "Selma", ("Anette Haugland", "Erlend Haugland"), INGA, 700, 40, 6, helped=False),
)
Shares = tuple[tuple[Callable[[Stage], None], int], ...]
# Of a hundred logs, so many are of each kind.
SHARES: Shares = (
    *((teller(kind), share) for kind, share in zip(KINDS, (32, 24, 12, 3), strict=True)),
    *((nora.tell, 8), (sander.tell, 6), (elias.tell, 5), (ida.tell, 4), (jakub.tell, 2)),
    *((jakob.tell, 3), (maja.tell, 1)),
)

# Opened by the family's yes some weeks ago, with nothing in it: for what asks only about owners.
LIGHT = Kind("yousef", "Yousef", ("Hanan Sa’id Al-Khatib", "Omar Al-Khatib"), KARI, 20, 0, 0)


def tell_light(stage: Stage) -> None:
    """Tells the log that all light ones are made after."""
    _consent(Story(stage, LIGHT.holder, LIGHT.child, LIGHT.name, LIGHT.days), LIGHT)


def _paper(measures: int) -> Shares:
    """A log that is as many pages on paper."""
    parents = ("Anette Haugland", "Erlend Haugland")
    return ((teller(Kind("selma", "Selma", parents, INGA, 700, measures, 6, helped=False)), 1),)


MIXES: dict[str, Shares] = {
    "mixed": SHARES,
    "light": ((tell_light, 1),),
    "pages_20": _paper(16),
    "pages_200": _paper(200),
}


def _tell(stage: Stage, kind: Kind) -> None:
    story = Story(stage, kind.holder, kind.child, kind.name, kind.days)
    _consent(story, kind)
    begun = kind.days - 8
    worry, shared = "Dagene er tunge.", "Det går best når dagen er kjent på forhånd."
    story.understand(kind.holder, begun, worry, shared, "Vi som var på møtet")
    main = story.goal(kind.holder, begun, "Skolen er et trygt sted hver dag.", None, review=30)
    goals = [
        story.goal(kind.holder, begun, f"Et steg på veien, nummer {number}", main, review=30)
        for number in range(1, 2 + kind.measures // 6)
    ]
    for number in range(kind.measures):
        _measure(story, kind, goals[number % len(goals)], number)
    letter = Letter("note", "Denne måneden", "Det har vært en god måned. Vi fortsetter.", [])
    story.write(kind.holder, 3, letter)


def _consent(story: Story, kind: Kind) -> None:
    named = {kind.holder: ("Har stafettpinnen", Sees.EVERYTHING)}
    if kind.helped:
        named[SUNNIVA] = ("Snakker med barnet hver uke", Sees.EVERYTHING)
    purpose, days = "De voksne skal gjøre det samme.", kind.days
    asked = story.ask(kind.holder, "open", days, kind.parents, named, purpose=purpose)
    for parent in kind.parents:
        story.sign(asked, parent, days - 2, "19:40")


def _measure(story: Story, kind: Kind, goal: UUID, number: int) -> None:
    """Agreed, talked about, and for half of them evaluated."""
    step = (kind.days - 20) // kind.measures
    ago = kind.days - 10 - number * step
    title = f"{TASKS[number % len(TASKS)]} ({number + 1})"
    who = (kind.holder, kind.parents[number % 2])
    where = (Arena.UNIT, "Klasserommet")
    measure = story.measure(kind.holder, ago, goal, title, who, where, 60 - ago // 2)
    for comment in range(kind.comments):
        by = (kind.parents[comment % 2], kind.holder)[number % 2]
        story.say(by, max(1, ago - comment - 1), WORDS[comment % len(WORDS)], measure=measure)
    if number % 2:
        ends = Next.END if number % 4 == 1 else Next.GO_ON
        after = max(1, ago - step // 2)
        story.evaluate(kind.holder, after, measure, Result.WORKED, "Det hjalp.", ends)
