"""Some dozens of people at once, and what they were told had been kept.

Each yes is written to a file at once, before anybody does the next thing: what stands there must be
in the database when all is over, whatever has died meanwhile.
"""

import json
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.bench.told import Target
from tools.soak import acts
from tools.soak.asking import SLOWEST, Answer, ask

PAUSE = (0.4, 1.2)  # seconds between two things that one person does


@dataclass
class Tried:
    """One request: when it was answered, in seconds since the start of the soak, and how."""

    at: float
    kind: str
    status: int
    seconds: float

    @property
    def failed(self) -> bool:
        """Nobody was told anything of use."""
        return self.status == 0 or self.status >= 500


@dataclass
class Load:
    """`targets`: as `prepare` tells them. `file` takes a line for each yes."""

    port: int
    targets: dict[str, list[Any]]
    file: Path
    began: float
    tried: list[Tried] = field(default_factory=list)
    yes: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, people: int) -> None:
        """So many people, and those who pass batons and sign."""
        doing = [acts.writes(self.targets, number) for number in range(people)]
        doing += [acts.passes(pair, self._read) for pair in self.targets["baton"]]
        doing.append(acts.signs(self.targets))
        for number, act in enumerate(doing):
            thread = threading.Thread(target=self._live, args=(act, number), daemon=True)
            self.threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Each ends what is begun."""
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=SLOWEST + 5)

    def _live(self, act: acts.Act, number: int) -> None:
        dice = random.Random(number)  # noqa: S311
        while not self.over.wait(dice.uniform(*PAUSE)):
            if doing := act():
                self._do(doing)

    def _do(self, doing: acts.Doing) -> None:
        answer = self._ask(doing.kind, doing.target)
        if answer.status != 302 or not doing.told:
            return
        told = {"kind": doing.kind, "at": round(self._now(), 3), **doing.told}
        with self.lock, self.file.open("a") as file:
            file.write(f"{json.dumps(told)}\n")
            self.yes += 1

    def _read(self, target: Target) -> Answer:
        return self._ask("read", target)

    def _ask(self, kind: str, target: Target) -> Answer:
        answer = ask(self.port, target)
        with self.lock:
            self.tried.append(Tried(self._now(), kind, answer.status, answer.seconds))
        return answer

    def _now(self) -> float:
        return time.monotonic() - self.began
