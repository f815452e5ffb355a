"""Behind PgBouncer in transaction mode: what belongs to one person never reaches another.

Marte is Elias's mother, Liv is Sander's. Their requests go through the real application in many
threads at once, each with a connection of its own to PgBouncer, which has two to PostgreSQL. In
between somebody asks who is nobody.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from stafett.book import wall
from stafett.book.models import Book
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan.models import Comment
from tests import world as w
from tests.clients import session_of
from tests.database import Emptier
from tests.logins import as_worker
from tests.matrix.trying import Knock
from tests.walls import pooler

pytestmark = pytest.mark.django_db
THREADS = 4  # for each of the two, and two who are nobody
REQUESTS = 3000  # of the two together, one in four with a page
SECONDS = 18  # a slow machine tries fewer


@dataclass
class Family:
    """A mother, her child's log, and what only they may read."""

    mother: Person
    log: Log
    goal: UUID
    secret: str
    key: str
    written: set[str] = field(default_factory=set)

    @property
    def addresses(self) -> list[str]:
        """Pages with the secret on them."""
        log = f"/logg/{self.log.pk}/"
        return [f"{log}mal/{self.goal}/", log, f"{log}samtykke/"]


def family(world: w.World, child: str, parents: list[str], holder: str, secret: str) -> Family:
    """An open log with a goal in it that holds the secret."""
    log = w.start_draft(world, owner=child, starter=holder, short_name=f"Logg {secret}")
    version = w.ask_consent(world, log, by=holder, named=(holder,), said_yes=parents[0])
    w.answer(world, version, *parents)
    said = {"main_id": None, "text": f"Mål {secret}", "background": "", "review_on": None}
    with acting_as(world.people[holder].pk):
        goal = plan.set_goal(w.stand(world.people[holder], log), at=w.now(), **said)
    mother = world.people[parents[0]]
    return Family(mother, log, goal.pk, secret, session_of(mother, world.eikvag))


@pytest.fixture
def families() -> list[Family]:
    """Two that have nothing to do with each other."""
    world = w.make_world()
    return [
        family(world, "elias", ["marte", "anders"], "kari", "Bjerkelund"),
        family(world, "sander", ["liv"], "sunniva", "Furuholt"),
    ]


@pytest.fixture
def _quick_turns() -> Iterator[None]:
    """A thread that waits for the database gets on at once beside those that make pages."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture
def pooled(_quick_turns: None, django_db_setup: Emptier) -> Iterator[None]:
    """New threads reach the database through PgBouncer."""
    direct = connections.settings["default"]
    with pooler.running(direct["NAME"], django_db_setup.server) as port:
        connections.settings["default"] = direct | {"PORT": str(port)}
        try:
            yield
        finally:
            connections.settings["default"] = direct


@dataclass
class Walk:
    """Everybody at once; what went wrong, and how often who was at which connection."""

    families: list[Family]
    requests: int
    troubles: list[str] = field(default_factory=list)
    processes: dict[int, set[str]] = field(default_factory=dict)
    done: int = 0
    turns: Iterator[int] = field(default_factory=count)
    until: float = 0.0

    def all_at_once(self) -> None:
        """Until so many requests are done, or the time is over."""
        mine, others = self.families, self.families[::-1]
        walkers: list[Callable[[], None]] = [self.nobody, self.nobody]
        for pair in zip(mine, others, strict=True):
            walkers += [partial(self.somebody, *pair)] * THREADS
        self.until = time.monotonic() + SECONDS
        threads = [threading.Thread(target=self._safely, args=(each,)) for each in walkers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=SECONDS + 30)
        assert not any(thread.is_alive() for thread in threads), "they wait for each other"

    def _safely(self, walker: Callable[[], None]) -> None:
        try:
            walker()
        except Exception as error:  # noqa: BLE001
            self.troubles.append(repr(error))
        finally:
            with suppress(Exception):
                connections.close_all()

    def goes_on(self) -> bool:
        """Whether there is anything left to do."""
        return self.done < self.requests and time.monotonic() < self.until

    def nobody(self) -> None:
        """Whoever takes a connection after somebody, outside any request."""
        while self.goes_on():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_backend_pid(), coalesce(current_setting('stafett.person', true), '')"
                    ", (SELECT count(*) FROM logs_log), (SELECT count(*) FROM people_person)"
                )
                process, *seen = cursor.fetchone()
            self.processes.setdefault(process, set())
            if seen != ["", 0, 0]:
                self.troubles.append(f"nobody sees {seen}")
            time.sleep(0.01)

    def somebody(self, me: Family, other: Family) -> None:
        """One of a mother's windows: her pages, the other family's, and now and then a comment."""
        client = Knock()
        client.cookies["sessionid"] = me.key
        while self.goes_on():
            turn = next(self.turns)
            self.done += 1
            if turn % 24 == 0:
                self._write(client, me, f"Ord {me.secret} {turn}")
            elif turn % 24 == 8:
                self._look(client, other.addresses[turn % 3], 404, me, other)
            elif turn % 6 == 4:
                self._look(client, me.addresses[turn % 3], 200, me, other)
            else:
                self._ask(me, other)

    def _look(self, client: Any, address: str, status: int, me: Family, other: Family) -> None:
        answer = client.get(address)
        text = answer.content.decode()
        right = answer.status_code == status and (me.secret in text) == (status == 200)
        if not right or other.secret in text:
            self.troubles.append(f"{me.secret}: {address} answers {answer.status_code}")

    def _write(self, client: Any, me: Family, words: str) -> None:
        answer = client.post(me.addresses[0], {"text": words, "opened_at": "9999"})
        if answer.status_code != 302:
            self.troubles.append(f"{me.secret}: not written, {answer.status_code}")
        else:
            me.written.add(words)

    def _ask(self, me: Family, other: Family) -> None:
        """What a request asks, without a page."""
        with acting_as(me.mother.pk), connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), array (SELECT id FROM logs_log)")
            process, logs = cursor.fetchone()
        self.processes.setdefault(process, set()).add(me.secret)
        if logs != [me.log.pk]:
            self.troubles.append(f"{me.secret}: sees {logs}")


@pytest.mark.slow
@pytest.mark.requirement("H1", "H9")
def test_requests_through_one_pool_never_mix(families: list[Family], pooled: None) -> None:
    walk = Walk(families, REQUESTS)
    walk.all_at_once()
    assert not walk.troubles, walk.troubles[:10]
    assert walk.done >= 100, f"only {walk.done} requests: that proves little"
    # Both were at the same few connections, in turn; else it would prove nothing.
    assert len(walk.processes) <= pooler.SERVER_CONNECTIONS
    both = {each.secret for each in families}
    assert any(who == both for who in walk.processes.values())
    for each in families:
        said = Comment.objects.using("owner").filter(log=each.log.pk)
        assert set(said.values_list("text", flat=True)) == each.written
        assert set(said.values_list("by_id", flat=True)) == {each.mother.pk}
    with as_worker():
        assert [fault for book in Book.objects.all() for fault in faults_in(book)] == []


def test_it_would_show_a_person_who_stays_on_a_connection(
    families: list[Family], pooled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mistake that PgBouncer punishes: a setting of the session, not of the transaction."""

    def see_as(person_id: UUID | str | None) -> None:
        with connection.cursor() as cursor:
            said = [str(person_id) if person_id else ""]
            cursor.execute("SELECT set_config('stafett.person', %s, false)", said)

    monkeypatch.setattr(wall, "see_as", see_as)
    walk = Walk(families, 40)
    walk.all_at_once()
    assert any("nobody sees" in trouble for trouble in walk.troubles)
