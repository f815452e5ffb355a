"""What each wall hides from whom, of everything that can be hidden: a table by hand, in which
neither wall has a say, and whatever may happen to those who read."""

import re
from collections.abc import Callable

import pytest
from django.db import connection

from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs.access import Outside, SeenAs
from stafett.logs.hidden import EVERYTHING, Reader, shown_entries
from stafett.logs.hiding import Eyes
from stafett.logs.models import Admission, HealthInsight, Leg, Log, Sees
from stafett.municipality.models import Position
from stafett.people.models import Guardianship
from tests import health
from tests import world as w
from tests.logins import as_worker
from tests.walls.markers.everything_hidden import (
    EVERYBODY,
    Names,
    by_the_database,
    by_the_rules,
    fill,
    log_of,
    reads,
    rows_shown,
    yesterday,
)
from tests.walls.markers.protected import live_apart, protect

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]

KEPT = {"asked", "kept"}
WISHES = {"wish asked", "wish kept", "wish not kept", "wish taken back"}
YES = {"yes to marte", "yes to anders"}
SOME = {"to sunniva", "to tor", "by ragnhild"}  # the first two by Kari
SENT = {"to all", *SOME}
# Whoever is not let in is shown nothing that can be hidden, and has no log it could lie in.
STRANGER = {"health", *KEPT, *WISHES, *YES, *SENT}

HIDDEN: dict[str, set[str]] = {
    "elias": set(),
    "marte": {*KEPT, *WISHES, "yes to anders"},
    "anders": {"health", *KEPT, *WISHES, "yes to marte"},
    "kari": set(),
    "sunniva": {"to tor", "by ragnhild"},
    "ragnhild": {"health", *YES, "to sunniva", "to tor"},
    "tor": {"health", *YES, *SENT},
}


def admission(world: w.World, name: str, **change: object) -> None:
    rows = Admission.objects.using("owner").filter(person=world.people[name])
    assert rows.update(**change)


def protected(world: w.World) -> None:
    live_apart(world)
    protect(world)


def taken_back(world: w.World) -> None:
    assert HealthInsight.objects.using("owner").filter(ended_at=None).update(ended_at=w.now())


def said_by_another(world: w.World) -> None:
    assert HealthInsight.objects.using("owner").filter(ended_at=None).update(by=world.kari)


def let_in(name: str, **change: object) -> Callable[[w.World], None]:
    return lambda world: admission(world, name, **change)


def without_responsibility(world: w.World) -> None:
    ties = Guardianship.objects.using("owner").filter(guardian=world.marte)
    assert ties.update(responsibility=False)


def has_left(world: w.World) -> None:
    assert Position.objects.using("owner").filter(person=world.sunniva).update(until=yesterday())


def baton_to_tor(world: w.World) -> None:
    assert Leg.objects.using("owner").update(holder=world.tor)


# What happens, and from whom something else is hidden then.
HAPPENS: dict[str, tuple[Callable[[w.World], object], dict[str, set[str]]]] = {
    "nothing": (lambda world: None, {}),
    "the address is protected": (
        protected,
        {name: {*HIDDEN[name], "place"} for name in ("anders", "ragnhild", "tor")},
    ),
    "Elias is younger": (
        lambda world: health.of_age(world, "elias", 15),
        {"anders": HIDDEN["anders"] - {"health"}},
    ),
    "the yes is taken back": (taken_back, {"marte": {*HIDDEN["marte"], "health"}}),
    "the yes is another's": (said_by_another, {"marte": {*HIDDEN["marte"], "health"}}),
    "Tor has the baton": (
        baton_to_tor,
        {"tor": HIDDEN["tor"] - SENT, "kari": {"by ragnhild"}},
    ),
    "Tor sees everything": (
        let_in("tor", sees=Sees.EVERYTHING),
        {"tor": {"health", *YES, "to sunniva", "by ragnhild"}},
    ),
    "Sunniva shares no health": (
        let_in("sunniva", health=False),
        {"sunniva": {*HIDDEN["sunniva"], "health", *YES}},
    ),
    "Sunniva is let in no more": (let_in("sunniva", ended_at=w.now()), {"sunniva": STRANGER}),
    "Sunniva's time is over": (let_in("sunniva", until=yesterday()), {"sunniva": STRANGER}),
    "Sunniva has left": (has_left, {"sunniva": STRANGER}),
    "Marte has lost responsibility": (
        without_responsibility,
        {"marte": STRANGER - {"yes to marte"}},
    ),
}


@pytest.fixture
def log(world: w.World) -> Log:
    return log_of(world)


@pytest.fixture
def keys(world: w.World, log: Log) -> Names:
    return fill(world, log)


@pytest.mark.parametrize("what", HAPPENS)
def test_each_wall_hides_what_the_table_says(
    world: w.World, log: Log, keys: Names, what: str
) -> None:
    happens, then = HAPPENS[what]
    happens(world)
    for name in EVERYBODY:
        expected = then.get(name, HIDDEN.get(name, STRANGER))
        me = world.people[name].pk
        assert by_the_rules(Eyes(me), keys) == expected, name
        if STRANGER - expected <= {"yes to marte"}:
            assert not reads(me, log), name
        else:
            assert by_the_database(me, keys) == expected, name


LENT: dict[str, tuple[bool, set[str]]] = {
    "kari": (True, {"place", *SOME}),
    "kari without health": (False, {"place", "health", *YES, *SOME}),
    "marte": (True, {*HIDDEN["marte"], "place", *SOME}),
    "anders": (True, {*HIDDEN["anders"], "place", *SOME}),
    "ragnhild": (True, {*HIDDEN["ragnhild"], "place", *SOME}),
}
OUTSIDE = {"place", "health", *KEPT, *YES, *SOME}


@pytest.mark.parametrize("who", LENT)
def test_whom_somebody_looks_as_is_shown_no_more_than_both_may_see(
    world: w.World, log: Log, keys: Names, who: str
) -> None:
    shares, expected = LENT[who]
    me = world.people[who.split()[0]].pk
    assert by_the_rules(Eyes(me, lent=True, health=shares), keys) == expected


def test_what_is_handed_out_of_the_log_has_nothing_that_is_kept(
    world: w.World, log: Log, keys: Names
) -> None:
    eyes = Eyes(world.kari.pk, lent=True, health=False, outside=True)
    assert by_the_rules(eyes, keys) == OUTSIDE


@pytest.mark.parametrize("found", [{}, None], ids=["once a request", "where they stand"])
def test_rows_are_shown_by_these_keys_whoever_asks(
    world: w.World, log: Log, keys: Names, found: dict[object, object] | None
) -> None:
    by = world.kari
    by.found = found
    readers: dict[Reader, set[str]] = {
        by: HIDDEN["kari"],
        SeenAs(by, health=True): LENT["kari"][1],
        SeenAs(by, health=False): LENT["kari without health"][1],
        Outside(by): OUTSIDE,
        EVERYTHING: set(),
    }
    for reader, hidden in readers.items():
        assert keys.keys() - rows_shown(reader, by.pk, keys) == hidden, reader


def test_outside_a_request_each_row_is_asked_for_its_own_keys(world: w.World, log: Log) -> None:
    """The worker sees every log: it would read all that is sent in the country for one notice."""
    with as_worker(), acting_as(world.kari.pk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Content.objects.filter(shown_entries(world.kari), book=log.pk).explain()
    assert re.search(r"Index Cond: \(subject = ANY \(\w+\.about\)", plan), plan
