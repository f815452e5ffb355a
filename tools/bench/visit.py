"""`make visit`: what a first visit and the next page cost on a telephone with a slow line.

A training municipality of its own, served as `make run` serves it. Prints a table and, last, one
line of JSON. To reach: a first visit under 150 kB and usable within 2 s, the next page under 30 kB.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tools.bench.site import Site
from tools.bench.telephone import Arrival, Telephone, median, telephone

ROUNDS = 2
LOG = "/logg/[0-9a-f-]{36}/"
MOTHER, CHILD, LEADER = "Marte Lunde", "Elias Lunde Berg", "Torunn Bergset"
HEAD = ("", "kB", "requests", "server", "seen", "usable", "all", "next: kB", "requests", "usable")


@dataclass(frozen=True)
class Step:
    """A page of the main path, with who goes there; `before` is where one comes from."""

    name: str
    cookies: Any
    before: str
    address: str


class Town(Site):
    """The training municipality, instead of many logs."""

    def __init__(self) -> None:
        super().__init__(0, "town")

    def make(self) -> None:
        """Its people, and what they have done so far."""
        self.manage("make_training", "--skip-checks")


def main() -> int:
    """Measure, and print."""
    town = Town()
    print("Making a training municipality, if that is not done ...", flush=True)
    try:
        town.fill()
        with town.serving() as port, telephone(f"http://127.0.0.1:{port}") as phone:
            steps = list(path(phone))
            found = {step.name: (step, list[Arrival](), list[Arrival]()) for step in steps}
            for step, _first, _following in found.values():
                phone.first_visit(step.cookies, step.address)  # each process reads its templates
            for _round in range(ROUNDS):
                for step, first, following in found.values():
                    first.append(phone.first_visit(step.cookies, step.address))
                    following.append(phone.next_page(step.cookies, step.before, step.address))
    finally:
        town.stop()
    middle = {name: (median(first), median(then)) for name, (_, first, then) in found.items()}
    print("\n".join([line(HEAD), *(line(row(name, *both)) for name, both in middle.items())]))
    named = {name: {"first": asdict(a), "next": asdict(b)} for name, (a, b) in middle.items()}
    print(json.dumps({"visit": named}))
    return 0


def path(phone: Telephone) -> Iterator[Step]:
    """The pages that most people meet."""
    nobody, mother, child, leader = (phone.sign_in(each) for each in ("", MOTHER, CHILD, LEADER))
    mine = "/min-side/"
    log = phone.link(mother, mine, LOG)
    yield Step("start page", nobody, "/logg-inn/", "/")
    yield Step("sign in", nobody, "/", "/logg-inn/")
    yield Step("guide", nobody, "/", "/veileder/")
    yield Step("my page", mother, "/", mine)
    yield Step("log", mother, mine, log)
    yield Step("measure", mother, log, phone.link(mother, log, f"{log}tiltak/[0-9a-f-]{{36}}/"))
    yield Step("consent", mother, log, f"{log}samtykke/")
    yield Step("meeting", mother, log, phone.link(mother, log, f"{log}moter/[0-9a-f-]{{36}}/"))
    yield Step("child's room", child, mine, phone.link(child, mine, LOG) + "mitt-rom/")
    yield Step("leader's page", leader, mine, "/enhet/")


def row(name: str, first: Arrival, then: Arrival) -> tuple[str, ...]:
    """Kilobytes, requests and seconds."""
    times = (first.server, first.seen, first.usable, first.complete)
    seconds = [f"{each / 1000:.2f}" for each in times]
    return (
        *(name, f"{first.bytes / 1000:.1f}", str(first.requests), *seconds),
        *(f"{then.bytes / 1000:.1f}", str(then.requests), f"{then.usable / 1000:.2f}"),
    )


def line(values: tuple[str, ...]) -> str:
    """A line of the table."""
    return values[0].ljust(14) + "".join(value.rjust(9) for value in values[1:])


if __name__ == "__main__":
    sys.exit(main())
