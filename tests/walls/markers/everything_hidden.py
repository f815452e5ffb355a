"""One of everything that can be hidden in a log, by a name of its own, and whom each wall hides it
from.

Elias is 16: his mother Marte has his yes to see what is about health, his father Anders had it
once. Kari has the baton. Sunniva shares health information, Ragnhild does not, and Tor is let in
to the plan alone.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connections
from django.utils import timezone

from stafett.book.questions import ask
from stafett.book.wall import acting_as
from stafett.logs.hidden import Reader, shown
from stafett.logs.hiding import Eyes, keys_hidden
from stafett.logs.models import (
    Admission,
    Audience,
    HealthInsight,
    HealthMark,
    Keeping,
    Log,
    MarkKind,
    Sees,
)
from tests import health
from tests import world as w
from tests.walls.markers.looking import without_the_second_wall

FAMILY = ("elias", "marte", "anders")
HELPERS = ("kari", "sunniva", "ragnhild", "tor")
EVERYBODY = (*FAMILY, *HELPERS, "bjorg", "henrik", "nils", "hanne")
Names = dict[str, UUID]
COLUMNS: tuple[tuple[Any, str], ...] = (
    (HealthMark, "subject"),
    (Keeping, "subject"),
    (Keeping, "pk"),
    (HealthInsight, "pk"),
    (Audience, "subject"),
)


def log_of(world: w.World) -> Log:
    """The log, with everything in it."""
    health.of_age(world, "elias", 16)
    log = health.open_health_log(world, owner="elias", signers=FAMILY, named=HELPERS)
    let_in = Admission.objects.using("owner").filter(log=log.pk)
    let_in.filter(person=world.tor).update(sees=Sees.PLAN)
    return log


def fill(world: w.World, log: Log) -> Names:
    """The key of everything that can be hidden."""
    return {**_marks(world, log), **_keepings(world, log), **_yes(world, log), **_sent(world, log)}


def _marks(world: w.World, log: Log) -> Names:
    place, over = {"kind": MarkKind.PLACE}, {"ended_at": w.now(), "ended_by": world.kari}
    told: dict[str, dict[str, Any]] = {
        "health": {},
        "no longer health": over,
        "place": place,
        "no longer a place": place | over,
    }
    return {
        name: _save(HealthMark, log, by=world.kari, **more).subject for name, more in told.items()
    }


def _keepings(world: w.World, log: Log) -> Names:
    judged = {"judged_by": world.kari, "judged_at": w.now()}
    told: dict[str, dict[str, Any]] = {
        "asked": {},
        "kept": {**judged, "kept": True, "reason": "trust"},
        "not kept": {**judged, "kept": False, "reason": "needed"},
        "taken back": {"ended_at": w.now()},
    }
    keys = {}
    for name, more in told.items():
        wish = _save(Keeping, log, by=world.elias, **more)
        keys |= {name: wish.subject, f"wish {name}": wish.pk}
    return keys


def _yes(world: w.World, log: Log) -> Names:
    told: dict[str, dict[str, Any]] = {
        "yes to marte": {"guardian": world.marte},
        "yes to anders": {"guardian": world.anders, "ended_at": w.now()},
    }
    return {
        name: _save(HealthInsight, log, by=world.elias, **more).pk for name, more in told.items()
    }


def _sent(world: w.World, log: Log) -> Names:
    told: dict[str, dict[str, Any]] = {
        "to all": {"everyone": True},
        "to sunniva": {"people": [world.sunniva.pk]},
        "to tor": {"people": [world.tor.pk]},
        "by ragnhild": {"by": world.ragnhild, "people": [world.marte.pk]},
    }
    return {
        name: _save(Audience, log, **({"by": world.kari, "everyone": False} | more)).subject
        for name, more in told.items()
    }


def _save(model: Any, log: Log, **more: Any) -> Any:
    """A row of the log, with a subject of its own and as of now, where it has those."""
    said = {"log_id": log.pk, "subject": uuid4(), "at": w.now()} | more
    fields = {each.name for each in model._meta.get_fields()} | {"log_id"}
    return w.save(model(**{name: value for name, value in said.items() if name in fields}))


def by_the_rules(eyes: Eyes, keys: Names) -> set[str]:
    """What the rules hide, with no second wall behind them."""
    with without_the_second_wall(), acting_as(eyes.me):
        hidden = {key for (key,) in ask(keys_hidden(eyes), [eyes.me])}
    return {name for name, key in keys.items() if key in hidden}


def rows_shown(reader: Reader, me: UUID, keys: Names) -> set[str]:
    """What the rules show of the rows themselves, with no second wall behind them."""
    with without_the_second_wall(), acting_as(me):
        seen = {
            key
            for model, column in COLUMNS
            for key in model.objects.filter(shown(reader, column)).values_list(column, flat=True)
        }
    return {name for name, key in keys.items() if key in seen}


def by_the_database(me: UUID, keys: Names) -> set[str]:
    """What `my_hidden()` hides."""
    with acting_as(me), connections["default"].cursor() as cursor:
        cursor.execute("SELECT my_hidden()")
        hidden = {key for (key,) in cursor.fetchall()}
    return {name for name, key in keys.items() if key in hidden}


def reads(me: UUID, log: Log) -> bool:
    """Whether the database lets somebody in to read the log."""
    with acting_as(me), connections["default"].cursor() as cursor:
        cursor.execute("SELECT %s IN (SELECT my_readings())", [log.pk])
        return bool(cursor.fetchone()[0])


def yesterday() -> Any:
    """The day before today."""
    return timezone.localdate() - timedelta(days=1)
