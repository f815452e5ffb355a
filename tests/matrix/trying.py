"""Going to an address as somebody, and what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from stafett.book.wall import see_as
from tests.clients import Knock, session_of
from tests.matrix.seats import EVERYBODY, VISITOR, Town
from tests.walls.addresses import looks

# What every visit may write, whoever comes; and what whoever is shown something leaves (H10).
WRITTEN_BY_A_VISIT = {"django_session", "identity_signedin"}
ACCESS_RECORD = {"logs_reading", "overview_seen", "logs_inquiry", "messages_opened"}
Looks = tuple[Any, ...]


@dataclass(frozen=True)
class Came:
    """What came of one request."""

    answer: HttpResponse
    wrote: frozenset[str]  # the tables in which rows were written, also if it was undone

    @property
    def changed(self) -> list[str]:
        """The tables in which something was changed by somebody who may look."""
        return sorted(self.wrote - ACCESS_RECORD)

    @property
    def where(self) -> str:
        """The address it leads on to, if it does."""
        return str(self.answer.headers.get("Location", ""))

    @property
    def to_sign_in(self) -> bool:
        """Whether it leads to signing in."""
        return self.where.startswith("/logg-inn/")


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of what happens here is kept: a transaction, or a savepoint in one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes() -> dict[str, int]:
    """How many rows this transaction has written, by table, whoever may see them.

    PostgreSQL counts also what a savepoint has undone: a denied request must not even try.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


@dataclass
class Doors:
    """Everybody signed in, and what each of them gets where there is nothing."""

    town: Town
    client: Client = field(default_factory=Knock)
    written: dict[str, int] = field(default_factory=dict)  # in this transaction until now
    keys: dict[str, str] = field(default_factory=dict)
    nothing: dict[Any, Looks] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for seat, name in EVERYBODY.items():
            if name in self.town.world.people:
                person = self.town.world.people[name]
                self.keys[seat] = session_of(person, self.town.home(name))

    @property
    def seats(self) -> list[str]:
        """Everybody who is in town, and the visitor last."""
        return [*self.keys, VISITOR]

    def ask(self, seat: str, how: str, address: str, fields: dict[str, Any]) -> Came:
        """One request; inside `undone`."""
        self.client.cookies.clear()
        if seat != VISITOR:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[seat]
        before = self.written
        if how == "POST":
            answer = self.client.post(address, fields)
        else:
            answer = self.client.generic(how, address)
        self.written = writes()
        wrote = {table for table, count in self.written.items() if count != before.get(table, 0)}
        return Came(answer, frozenset(wrote - WRITTEN_BY_A_VISIT))

    @contextmanager
    def after(self, first: Callable[[Town], None]) -> Iterator[Town]:
        """A transaction of its own in which this has been done first; nothing of it is kept."""
        town = Town(self.town.world, self.town.log, dict(self.town.numbers))
        with undone():
            first(town)
            trouble = holds()
            assert not trouble, trouble
            see_as(None)
            self.written = writes()
            yield town

    def gets_nothing(self, seat: str, how: str, nowhere: str, fields: dict[str, Any]) -> Looks:
        """What this person gets at an address of a log that does not exist.

        The page is the same at every address, but for the texts that were sent.
        """
        kept = tuple(sorted(each for each in map(str, fields.values()) if " " in each))
        which = (seat, how, kept)
        if which not in self.nothing:
            with undone():
                self.nothing[which] = looks(self.ask(seat, how, nowhere, fields).answer)
        return self.nothing[which]


def holds() -> str:
    """Why the database would not keep what was done; "" when it would. It stays to be asked."""
    try:
        with undone(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        return str(error)
    return ""
