"""Putting a guide together: texts in the reader's language, levels and steps in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from . import content
from .rules import LEVELS, Page, parse, step_key

Own = dict[str, str]  # a page's texts by language
APART_BY = 10  # between Stafett's own steps, so that others may stand among them


@dataclass(frozen=True)
class Standing:
    """What a municipality has settled of a level or a step."""

    number: str = ""
    hidden: bool = False
    place: int = 0


@dataclass(frozen=True)
class Shown:
    """A page, the language its text is in, and whether the municipality wrote it."""

    name: str
    page: Page
    language: str
    own: bool


@dataclass(frozen=True)
class Step:
    """A step: `key` ("1-2") stands in its address, `number` ("1.2") on the page."""

    key: str
    short: str
    number: str
    shown: Shown
    level: str
    hidden: bool


@dataclass(frozen=True)
class Level:
    """A level with its steps in order."""

    key: str
    number: str
    shown: Shown
    steps: list[Step]


@dataclass(frozen=True)
class Guide:
    """All of it. `levels` holds no hidden steps; `hidden` has them."""

    levels: list[Level]
    hidden: list[Step]
    danger: Shown
    before_consent: Shown
    laws: Shown
    tools: dict[str, Shown] = field(default_factory=dict)

    @property
    def steps(self) -> list[Step]:
        """Every step that is shown, in the order in which one walks."""
        return [step for level in self.levels for step in level.steps]


def assemble(
    language: str, own: Mapping[str, Own], standings: Mapping[str, Standing], *, tools: bool
) -> Guide:
    """The guide of these texts. Where a municipality has written a page in another language alone,
    that text holds for all: Stafett's own could say what is not done there."""

    def shown(name: str) -> Shown:
        return _shown(name, language, own.get(name, {}))

    levels: list[Level] = []
    hidden: list[Step] = []
    steps = _steps(standings)
    for key in LEVELS:
        name = f"level-{key}"
        number = standings.get(name, Standing()).number or key
        kept: list[Step] = []
        for page in steps[key]:
            stands = standings.get(page, Standing())
            short = stands.number or str(len(kept) + 1)
            step = Step(
                page.removeprefix("step-"), short, f"{number}.{short}", shown(page), key,
                stands.hidden,
            )  # fmt: skip
            (hidden if stands.hidden else kept).append(step)
        levels.append(Level(key, number, shown(name), kept))
    all_tools = [name for name in content.names() if name.startswith(content.TOOL)] if tools else []
    return Guide(
        levels,
        hidden,
        shown(content.DANGER),
        shown(content.BEFORE_CONSENT),
        shown(content.LAWS),
        {name.removeprefix(content.TOOL): shown(name) for name in all_tools},
    )


def default_place(page: str) -> int:
    """Where a step stands that nobody has moved."""
    key = step_key(page)
    return key[1] * APART_BY if key else 0


def _steps(standings: Mapping[str, Standing]) -> dict[str, list[str]]:
    """The steps of each level in order, those the municipality has added among them."""
    found: dict[str, list[tuple[int, str]]] = {key: [] for key in LEVELS}
    for page in {*content.names(), *standings}:
        key = step_key(page)
        if key:
            place = standings.get(page, Standing()).place or default_place(page)
            found[key[0]].append((place, page))
    return {key: [page for _place, page in sorted(pages)] for key, pages in found.items()}


def _shown(name: str, language: str, own: Own) -> Shown:
    for each in (language, *content.LANGUAGES):
        if each in own:
            return Shown(name, parse(own[each]), each, own=True)
    text, spoken = content.our_text(name, language)
    return Shown(name, parse(text), spoken, own=False)
