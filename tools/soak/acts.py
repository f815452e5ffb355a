"""What people do during the soak: each is asked for the next thing, and says what would show it."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tools.bench.told import Target
from tools.soak.asking import Answer

OFFER = re.compile(r'name="offer" value="([0-9a-f-]{36})"')
ACCEPTS, OFFERS = 'value="accept"', 'value="offer"'


@dataclass(frozen=True)
class Doing:
    """A request, and what must be found again when it was answered with a yes."""

    kind: str
    target: Target
    told: dict[str, str] = field(default_factory=dict)


Act = Callable[[], Doing | None]
Read = Callable[[Target], Answer]


def writes(targets: dict[str, list[Any]], number: int) -> Act:
    """Reads pages, comments, evaluates, and now and then writes to everybody."""
    dice = random.Random(f"writes {number}")  # noqa: S311
    pages = targets["log_page"]

    def act() -> Doing:
        words, chance = f"Ord {uuid4()}", dice.random()
        if chance < 0.4:
            return Doing("read", dice.choice(pages))
        if chance < 0.75:
            target = _with(dice.choice(targets["write_comment"]), text=words)
            return Doing("comment", target, {"text": words})
        if chance < 0.9:
            target = _with(dice.choice(targets["write_evaluate"]), why=words)
            return Doing("evaluation", target, {"text": words})
        page = dice.choice(pages[::2])  # of those who have the baton
        form = {"kind": "note", "title": "Til alle", "text": words, "to": "everyone"}
        return Doing(
            "message",
            _sends(page, f"{page['path']}meldinger/ny/", {**form, "opened_at": "9999"}),
            {"text": words},
        )

    return act


def signs(targets: dict[str, list[Any]]) -> Act:
    """Whoever is asked says yes, one after the other: logs are opened."""
    left: Iterator[Target] = iter(targets["write_sign"])

    def act() -> Doing | None:
        target = next(left, None)
        if target is None:
            return None
        consent = target["path"].rstrip("/").rpartition("/")[2]
        return Doing("signature", target, {"consent": consent, "session": target["session"]})

    return act


def passes(pair: dict[str, Any], read: Read) -> Act:
    """Two who offer each other the baton and accept it. What comes next, the page says: not told
    whether something was kept, people look."""
    people = list(pair["sessions"].items())

    def act() -> Doing | None:
        for (_person, session), (other, _session) in zip(people, people[::-1], strict=True):
            page: Target = {"session": session, "path": pair["path"]}
            said, word = read(page).text, f"Ord {uuid4()}"
            if ACCEPTS in said and (offer := OFFER.search(said)):
                form = {"do": "accept", "offer": offer[1], "word": word}
                return Doing("accept", _sends(page, page["path"], form), {"text": word})
            if OFFERS in said:
                form = {"do": "offer", "receiver": other, "word": word}
                return Doing("offer", _sends(page, page["path"], form), {"text": word})
        return None

    return act


def _sends(page: Target, path: str, form: dict[str, str]) -> Target:
    return {"session": page["session"], "path": path, "form": form}


def _with(target: Target, **said: str) -> Target:
    return _sends(target, target["path"], {**target["form"], **said})
